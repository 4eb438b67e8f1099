import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { callStudio } from '../e2e/support/calls.ts';
import { openStudio, startHost, withChromium } from './browser-host.ts';
import type { Benchmark, BenchSetup } from './results.ts';

/** First start (no library, nothing in the caches of browser and disk made by it) and the two starts after it. */
async function run(setup: BenchSetup) {
  const folder = mkdtempSync(join(tmpdir(), 'unicode2-bench-'));
  const library = join(folder, 'library');
  try {
    return await withChromium(async (browser) => [
      await startOnce(setup, browser, library, 'browser host, first start (new library)'),
      await startOnce(setup, browser, library, 'browser host, second start'),
      await startOnce(setup, browser, library, 'browser host, third start'),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(setup: BenchSetup, browser: Browser, library: string, engine: string) {
  const run = await startHost(setup, library);
  try {
    const page = await openStudio(browser, run.url);
    const usableMs = performance.now() - run.startedAt;
    for (;;) {
      const status = await callStudio(page, 'studio.status', {});
      if (status.pack !== null) break;
      await page.waitForTimeout(20);
    }
    const packReadyMs = performance.now() - run.startedAt;
    await page.close();
    return {
      engine,
      listeningMs: Math.round(run.listeningMs),
      usableMs: Math.round(usableMs),
      packReadyMs: Math.round(packReadyMs),
    };
  } finally {
    await run.stop();
  }
}

export const startBenchmark: Benchmark = {
  name: 'start',
  about:
    'From starting the browser host to a page whose prompt field takes text, and to a loaded pack; Chromium is already running. No peer: no comparable studio runs on this machine offline.',
  run,
};
