import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';
import { startPage } from './origin.ts';

const defaultSize = { width: 1360, height: 880 };
const minimumSize = { width: 720, height: 560 };
/** The stage's colours in the page's theme, so that nothing flashes before the first paint. */
const background = { light: '#fbfaf8', dark: '#111317' };

export function openWindow(preloadFile: string): BrowserWindow {
  const window = new BrowserWindow({
    ...defaultSize,
    ...rememberedBounds(),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'UniCode² Studio',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadFile,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', () => rememberBounds(window.getNormalBounds()));
  void window.loadURL(startPage);
  return window;
}

function boundsFile(): string {
  return join(app.getPath('userData'), 'window.json');
}

/** Empty on the first start, after a damaged file, and when the screen it was on is gone. */
function rememberedBounds(): Partial<Rectangle> {
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(boundsFile(), 'utf8'));
  } catch {
    return {};
  }
  if (!isRectangle(stored)) return {};
  const area = screen.getDisplayMatching(stored).workArea;
  const visible =
    stored.x < area.x + area.width &&
    stored.y < area.y + area.height &&
    stored.x + stored.width > area.x &&
    stored.y + stored.height > area.y;
  return visible ? stored : { width: stored.width, height: stored.height };
}

function rememberBounds(bounds: Rectangle): void {
  const file = boundsFile();
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(bounds), { flush: true });
    renameSync(`${file}.tmp`, file);
  } catch {
    // A full disk must not keep the window from closing.
  }
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const { x, y, width, height } = value as Record<string, unknown>;
  return (
    [x, y].every(Number.isInteger) &&
    Number.isInteger(width) &&
    Number.isInteger(height) &&
    (width as number) >= minimumSize.width &&
    (height as number) >= minimumSize.height
  );
}
