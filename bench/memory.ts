import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { callStudio } from '../e2e/support/calls.ts';
import { openStudio, startHost, withChromium } from './browser-host.ts';
import type { Benchmark, BenchSetup } from './results.ts';

/** Resident memory of the studio process and of its child, the engine. Chromium is not counted. */
async function run(setup: BenchSetup) {
  const folder = mkdtempSync(join(tmpdir(), 'unicode2-bench-'));
  const host = await startHost(setup, join(folder, 'library'));
  try {
    return await withChromium(async (browser) => {
      const page = await openStudio(browser, host.url);
      const rows = [];
      await waitFor(async () => (await status(page)).pack !== null);
      rows.push({ engine: 'pack loaded, nothing asked', ...residentMb(host.host.pid!) });
      await generate(page, 1);
      rows.push({ engine: 'after 1 picture', ...residentMb(host.host.pid!) });
      for (let round = 0; round < 3; round += 1) await generate(page, 8);
      rows.push({ engine: 'after 25 pictures', ...residentMb(host.host.pid!) });
      return rows;
    });
  } finally {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function status(page: Page) {
  return callStudio(page, 'studio.status', {});
}

async function generate(page: Page, count: number): Promise<void> {
  const request = { kind: 'generate', prompt: 'a red apple on a beach', seed: 1, count } as const;
  const { jobId } = await callStudio(page, 'jobs.start', request);
  await waitFor(async () => {
    const { job } = await callStudio(page, 'jobs.events', { jobId });
    if (job.state === 'failed') throw new Error(job.error?.message);
    return job.state === 'done';
  });
}

async function waitFor(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await new Promise((resolve) => setTimeout(resolve, 100));
}

function residentMb(studio: number) {
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' });
  const processes = listing
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const megabytes = (kilobytes: number) => Math.round(kilobytes / 1000);
  const studioKb = processes.find(([pid]) => pid === studio)?.[2] ?? 0;
  const engineKb = processes
    .filter(([, parent]) => parent === studio)
    .reduce((sum, [, , rss]) => sum + rss!, 0);
  return {
    studioMb: megabytes(studioKb),
    engineMb: megabytes(engineKb),
    totalMb: megabytes(studioKb + engineKb),
  };
}

export const memoryBenchmark: Benchmark = {
  name: 'memory',
  about:
    'Resident memory of the studio process and the engine process (ps), without the browser. Unix only. No peer: no comparable studio runs on this machine offline.',
  run,
};
