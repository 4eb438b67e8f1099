import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import type * as Electron from 'electron';
import { electronBinary, windowObstacle } from '../../scripts/electron-binary.mjs';
import { chromiumOptions } from '../support/chromium.ts';
import { createFakeElectron } from './fake-electron.ts';

export interface Shell {
  readonly page: Page;
  /** Runs a function in the main process, with the electron module; it can use nothing from outside itself. */
  evaluate<Output, Input>(
    run: (electron: typeof Electron, input: Input) => Output,
    input: Input,
  ): Promise<Awaited<Output>>;
  close(): Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');

/** The built shell on real Electron if it can start here (or UNICODE2_SHELL=electron), else on the double. */
export function launchShell(dataFolder: string): Promise<Shell> {
  const wanted = process.env['UNICODE2_SHELL'];
  const canStart = electronBinary() !== null && windowObstacle() === null;
  const isReal = wanted === 'electron' || (wanted !== 'double' && canStart);
  return isReal ? launchElectron(dataFolder) : launchDouble(dataFolder);
}

async function launchElectron(dataFolder: string): Promise<Shell> {
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error("Electron's binary is not installed.");
  const started = await _electron.launch({
    executablePath,
    args: [root, `--user-data-dir=${dataFolder}`],
    env: { ...(process.env as Record<string, string>), UNICODE2_NODE: process.execPath },
  });
  return {
    page: await started.firstWindow(),
    evaluate: (run, input) => started.evaluate(run as never, input as never) as never,
    close: () => started.close(),
  };
}

async function launchDouble(dataFolder: string): Promise<Shell> {
  process.env['UNICODE2_NODE'] = process.execPath;
  const browser = await chromium.launch(chromiumOptions());
  const context = await browser.newContext({ viewport: { width: 1360, height: 880 } });
  const fake = createFakeElectron(context, root, dataFolder);
  Object.assign(globalThis, { electronDouble: fake });
  // What `import … from 'electron'` finds. The number makes every launch a fresh copy of it and of the main process.
  const started = Date.now();
  const names = Object.keys(fake).join();
  const code = `export const { ${names} } = globalThis.electronDouble; // ${started}`;
  const url = `data:text/javascript,${encodeURIComponent(code)}`;
  const hooks = registerHooks({
    resolve: (specifier, hookContext, next) =>
      specifier === 'electron' ? { url, shortCircuit: true } : next(specifier, hookContext),
  });
  const firstPage = context.waitForEvent('page');
  const main = new URL(`../../out/app/main.js?${started}`, import.meta.url).href;
  await import(main);
  const page = await firstPage;
  await page.waitForURL((url) => url.protocol === 'https:');
  return {
    page,
    evaluate: async (run, input) => run(fake as unknown as typeof Electron, input) as never,
    async close() {
      const quit = new Promise((resolve) => fake.app.once('quit', resolve));
      fake.app.quit();
      await quit;
      hooks.deregister();
      await browser.close();
    },
  };
}
