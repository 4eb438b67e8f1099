/** The supervisor with real engine processes: crash, restart, pack loaded again, cancellation across the channel. */
import { afterEach, describe, expect, it } from 'vitest';
import { createEngineProcess, type EngineProcess } from './client.ts';
import { testPackFolder } from './fixtures/test-pack.ts';

const entry = new URL('./process.ts', import.meta.url);
const prompt = { prompt: 'a red apple', seed: 1, sampling: {} };
let engine: EngineProcess | undefined;
afterEach(() => engine?.close());

/** A quick task whose result shows that the same pack is in use. */
async function decodeTask(started: EngineProcess) {
  const { manifest } = await started.run('pack.load', { folder: testPackFolder(), threads: 1 });
  const codes = Array.from(
    { length: manifest.grid.width * manifest.grid.height },
    (_, cell) => cell,
  );
  return () => started.run('picture.decode', { codes, seed: 1, decoderSteps: 1 });
}

describe('engine process', () => {
  it('survives a crash: the task fails, the pack comes back, the next task runs', async () => {
    const states: EngineProcess['state'][] = [];
    const exits: unknown[] = [];
    const started = createEngineProcess({
      entry,
      restartDelayMs: 10,
      onStateChange: (state) => states.push(state),
      onExit: (exit) => exits.push(exit.signal),
    });
    engine = started;
    expect(started.state).toBe('starting');
    const decode = await decodeTask(started);
    const before = await decode();

    const pid = started.pid!;
    const doomed = started.run('picture.generate', prompt, {
      onProgress: () => process.kill(pid, 'SIGKILL'),
    });
    await expect(doomed).rejects.toMatchObject({
      code: 'engine-crashed',
      details: { signal: 'SIGKILL' },
    });
    expect(started.state).toBe('restarting');

    const after = await decode();
    expect(Buffer.compare(after.pixels.data, before.pixels.data)).toBe(0);
    expect(started.pid).not.toBe(pid);
    expect(exits).toEqual(['SIGKILL']);
    expect(states).toEqual([
      'ready',
      'busy',
      'ready',
      'busy',
      'ready',
      'busy',
      'restarting',
      'ready',
      'busy',
      'ready',
    ]);
  });

  it('cancels a running task and passes errors on', async () => {
    engine = createEngineProcess({ entry });
    await engine.run('pack.load', { folder: testPackFolder(), threads: 1 });
    const cancellation = new AbortController();
    let cells = 0;
    const task = engine.run('picture.generate', prompt, {
      signal: cancellation.signal,
      onProgress: () => {
        cells += 1;
        cancellation.abort();
      },
    });
    await expect(task).rejects.toMatchObject({ code: 'job-cancelled' });
    expect(cells).toBeLessThan(20);
    await expect(engine.run('pack.load', { folder: '/nowhere', threads: 1 })).rejects.toMatchObject(
      {
        code: 'pack-missing',
      },
    );
  });

  it('gives up after crashes in a row, saying why, and tries again when asked', async () => {
    const broken = createEngineProcess({
      entry: new URL('./no-such-engine.ts', import.meta.url),
      restartDelayMs: 1,
      maximumCrashes: 2,
    });
    engine = broken;
    const failed = { code: 'engine-unavailable' };
    await expect(broken.run('engine.status', {})).rejects.toMatchObject(failed);
    expect(broken.state).toBe('failed');
    await expect(broken.run('engine.status', {})).rejects.toMatchObject(failed);
  });
});
