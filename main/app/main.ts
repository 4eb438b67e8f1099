import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { app, BrowserWindow, dialog, session } from 'electron';
import { setupDownloads } from './downloads.ts';
import { applyColourScheme, sendEvent, setupIpc } from './ipc.ts';
import { setupMenu } from './menu.ts';
import { startPage } from './origin.ts';
import { setupPermissions } from './permissions.ts';
import { registerScheme, setupProtocol } from './protocol.ts';
import { setupSingleInstance } from './single-instance.ts';
import { createStudioProcess, type StudioProcess } from './studio-process.ts';
import { openWindow } from './window.ts';

const here = import.meta.url;
const preloadFile = fileURLToPath(new URL('../preload/preload.cjs', here));
const pageFolder = fileURLToPath(new URL('../renderer', here));
// Plain Node cannot read the archive; what it runs lies beside it.
const studioEntry = outsideArchive(
  fileURLToPath(new URL(`../studio/process${extname(fileURLToPath(here))}`, here)),
);

/** The window opens in the chosen colours if they are known by then. */
const settingsPatienceMs = 1500;

app.enableSandbox();
registerScheme();
if (setupSingleInstance(showSomeWindow)) {
  void app
    .whenReady()
    .then(onReady)
    .catch((error: unknown) => {
      dialog.showErrorBox('UniCode² Studio could not start', String(error));
      app.exit(1);
    });
}

async function onReady(): Promise<void> {
  const studio = startStudio();
  setupPermissions(session.defaultSession);
  setupProtocol(session.defaultSession, studio, pageFolder);
  setupDownloads(session.defaultSession);
  setupIpc(studio);
  setupMenu({
    newWindow: () => openWindow(preloadFile),
    libraryFolder: () => studio.libraryFolder(),
  });
  setupLifecycle(studio);
  const sender = { host: 'electron', trusted: true, origin: startPage } as const;
  const settings = studio.call('settings.get', {}, sender).then(applyColourScheme);
  await Promise.race([settings, delay(settingsPatienceMs)]);
  openWindow(preloadFile);
}

function startStudio(): StudioProcess {
  const packs = app.isPackaged ? resource('packs') : join(app.getAppPath(), 'resources/packs');
  return createStudioProcess({
    nodeBinary: findNode(),
    entry: studioEntry,
    // The library is the one that the browser host uses as well; UNICODE2_LIBRARY moves it for both.
    args: ['--packs', packs, '--host', 'electron', '--app-version', app.getVersion()],
    onEvent: (event) => {
      for (const window of BrowserWindow.getAllWindows()) sendEvent(window.webContents, event);
    },
    onFailed: () => {
      for (const window of BrowserWindow.getAllWindows()) void window.loadURL(startPage);
    },
  });
}

function setupLifecycle(studio: StudioProcess): void {
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(preloadFile);
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  let isClosed = false;
  app.on('will-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void studio.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
}

function showSomeWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    if (app.isReady()) openWindow(preloadFile);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** The plain Node that runs everything below the shell: shipped with the packaged app, a dependency in a checkout. */
function findNode(): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = app.isPackaged
    ? resource(join('node', 'bin', name))
    : (process.env['UNICODE2_NODE'] ??
      join(app.getAppPath(), 'node_modules', `node-${system}-${process.arch}`, 'bin', name));
  if (!existsSync(file)) {
    throw new Error(`There is no Node at ${file}. Run "npm start", or set UNICODE2_NODE.`);
  }
  return file;
}

function resource(path: string): string {
  return join(process.resourcesPath, path);
}

function outsideArchive(path: string): string {
  return path.replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
}
