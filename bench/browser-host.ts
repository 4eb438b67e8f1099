import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumOptions } from '../e2e/support/chromium.ts';
import type { BenchSetup } from './results.ts';

export interface HostRun {
  readonly host: ChildProcess;
  readonly url: string;
  /** From the start of the process to its link. */
  readonly listeningMs: number;
  readonly startedAt: number;
  stop(): Promise<void>;
}

/** Starts the built browser host, as `npm start` does, on a library of its own. */
export async function startHost(setup: BenchSetup, library: string): Promise<HostRun> {
  const entry = join(setup.root, 'out', 'web', 'server.js');
  if (!existsSync(entry)) throw new Error(`There is no ${entry}: run "npm run build" first.`);
  const startedAt = performance.now();
  const words = [entry, '--port', '0', '--packs', setup.packFolder];
  const host = spawn(process.execPath, words, {
    env: { ...process.env, UNICODE2_LIBRARY: library },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = await firstLink(host);
  return {
    host,
    url,
    listeningMs: performance.now() - startedAt,
    startedAt,
    async stop() {
      host.kill('SIGTERM');
      if (host.exitCode === null) await once(host, 'exit');
    },
  };
}

function firstLink(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    host.stdout!.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      const link = /http:\/\/127\.0\.0\.1:\d+\/\?key=\S+/.exec(text)?.[0];
      if (link !== undefined) resolve(link);
    });
    host.once('exit', (code) => reject(new Error(`The browser host ended with code ${code}.`)));
  });
}

export async function withChromium<Value>(
  run: (browser: Browser) => Promise<Value>,
): Promise<Value> {
  const browser = await chromium.launch(chromiumOptions());
  try {
    return await run(browser);
  } finally {
    await browser.close();
  }
}

/** Resolves when the page can be used: its prompt field is there and takes text. */
export async function openStudio(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(url);
  const prompt = page.getByRole('textbox').first();
  await prompt.fill('a');
  return page;
}
