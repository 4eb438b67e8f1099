import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Request as PageRequest, Route } from '@playwright/test';
import { fromPageAddress, toPageAddress } from './page-address.ts';
import { preloadScript } from './preload-shim.ts';

type Handler = (event: unknown, payload: unknown) => unknown;
type OpenHandler = (details: { url: string }) => { action: 'allow' | 'deny' };
type Answer = (granted: boolean) => void;
type AnswerPermission = (_: null, name: string, answer: Answer, details: object) => void;

const permissions = 'geolocation notifications camera microphone clipboard-read'.split(' ');

/** The parts of Electron that main/app uses, over a Chromium that Playwright drives. What is not here, the shell does not use. */
export function createFakeElectron(context: BrowserContext, appFolder: string, dataFolder: string) {
  const handlers = new Map<string, Handler>();
  const schemes = new Map<string, (request: Request) => Promise<Response>>();
  const windows: BrowserWindow[] = [];

  class FakeApp extends EventEmitter {
    isPackaged = false;
    enableSandbox = () => undefined;
    requestSingleInstanceLock = () => true;
    whenReady = () => context.route('**/*', intercept);
    isReady = () => true;
    getAppPath = () => appFolder;
    getPath = (name: string) => join(dataFolder, name);
    getVersion = () => '0.0.0';
    exit = (code: number) => this.emit('quit', {}, code);
    quit() {
      let isPrevented = false;
      this.emit('will-quit', { preventDefault: () => (isPrevented = true) });
      if (!isPrevented) this.exit(0);
    }
  }
  const app = new FakeApp();

  class FakeSession extends EventEmitter {
    answerPermission: AnswerPermission = (_contents, _permission, answer) => answer(true);
    setPermissionRequestHandler = (handler: AnswerPermission) => (this.answerPermission = handler);
    setPermissionCheckHandler = () => undefined;
    setDevicePermissionHandler = () => undefined;
    setDisplayMediaRequestHandler = () => undefined;
    protocol = {
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void schemes.set(scheme, handler),
    };
  }
  const defaultSession = new FakeSession();

  class WebContents extends EventEmitter {
    readonly page: Promise<Page>;
    openHandler: OpenHandler = () => ({ action: 'allow' });
    mainFrame: { url: string } | null = null;
    isLoading = false;
    constructor(preload: string) {
      super();
      this.page = this.prepare(preload);
    }
    setWindowOpenHandler = (handler: OpenHandler) => (this.openHandler = handler);
    isDestroyed = () => false;
    getURL = () => this.mainFrame?.url ?? '';
    send = (channel: string, payload: unknown) =>
      void this.page.then((page) =>
        page.evaluate(`electronDoubleSend(...${JSON.stringify([channel, payload])})`),
      );
    executeJavaScript = async (code: string): Promise<unknown> => (await this.page).evaluate(code);

    private async prepare(preload: string): Promise<Page> {
      const page = await context.newPage();
      const main = page.mainFrame();
      const wrap = (frame: Frame) => ({
        get url() {
          return fromPageAddress(frame.url());
        },
      });
      const mainFrame = wrap(main);
      this.mainFrame = mainFrame;
      await page.exposeBinding('electronDoubleInvoke', ({ frame }, channel: string, payload) => {
        const handler = handlers.get(channel);
        if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
        const senderFrame = frame === main ? mainFrame : wrap(frame);
        return handler({ sender: this, senderFrame }, payload);
      });
      await page.exposeBinding('electronDoubleOpen', async (_source, url: string) => {
        if (this.openHandler({ url }).action === 'allow') await context.newPage();
      });
      await page.addInitScript(preloadScript(preload));
      return page;
    }
  }

  class BrowserWindow extends EventEmitter {
    static getAllWindows = () => windows;
    readonly webContents: WebContents;
    constructor(options: { webPreferences: { preload: string } }) {
      super();
      this.webContents = new WebContents(options.webPreferences.preload);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    show = () => undefined;
    focus = () => undefined;
    isMinimized = () => false;
    async loadURL(url: string): Promise<void> {
      const page = await this.webContents.page;
      await grantWhatTheAppAllows(url);
      this.webContents.isLoading = true;
      await page.goto(toPageAddress(url)).finally(() => (this.webContents.isLoading = false));
      this.emit('ready-to-show');
    }
  }

  /** Chromium is given exactly the permissions that the app's handler grants. */
  async function grantWhatTheAppAllows(requestingUrl: string): Promise<void> {
    const granted = permissions.filter((permission) => {
      let isGranted = false;
      const answer = (value: boolean) => (isGranted = value);
      defaultSession.answerPermission(null, permission, answer, { requestingUrl });
      return isGranted;
    });
    if (granted.length > 0) await context.grantPermissions(granted);
  }

  async function intercept(route: Route, request: PageRequest): Promise<void> {
    if (request.isNavigationRequest() && (await isStopped(request))) return route.abort('aborted');
    const url = fromPageAddress(request.url());
    const handler = schemes.get(new URL(url).protocol.slice(0, -1));
    if (handler === undefined)
      return route.fulfill({ contentType: 'text/html', body: 'elsewhere' });
    const body = request.postDataBuffer();
    const response = await handler(
      new Request(url, {
        method: request.method(),
        headers: request.headers(),
        ...(body ? { body: new Uint8Array(body) } : {}),
      }),
    );
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }

  async function isStopped(request: PageRequest): Promise<boolean> {
    for (const { webContents } of windows) {
      const page = await webContents.page;
      if (request.frame() !== page.mainFrame() || webContents.isLoading) continue;
      let isPrevented = false;
      const preventDefault = () => (isPrevented = true);
      webContents.emit('will-navigate', { url: fromPageAddress(request.url()), preventDefault });
      return isPrevented;
    }
    return false;
  }

  return {
    app,
    BrowserWindow,
    ipcMain: { handle: (channel: string, handler: Handler) => void handlers.set(channel, handler) },
    session: { defaultSession },
    protocol: { registerSchemesAsPrivileged: () => undefined },
    dialog: {
      showErrorBox: (title: string, text: string) => {
        throw new Error(`${title}: ${text}`);
      },
    },
    Menu: { buildFromTemplate: () => null, setApplicationMenu: () => undefined },
    nativeTheme: { shouldUseDarkColors: false, themeSource: 'system' },
    screen: { getDisplayMatching: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }) },
    shell: { openExternal: async () => undefined },
  };
}
