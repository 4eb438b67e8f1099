import { join } from 'node:path';
import type { Engine, LoadedPack } from '../engine/tasks.ts';
import type { CliContext, GlobalOptions } from './context.ts';

export interface ReadyEngine {
  readonly engine: Engine;
  readonly pack: LoadedPack;
}

/** The pack to use: `--pack`, or the one that comes with the studio. */
export function packFolder(context: CliContext, options: GlobalOptions): string {
  return options.pack ?? join(context.packsFolder, 'starter');
}

/** Loads the pack into an engine inside this process, runs, and closes the engine whatever happens. */
export async function withEngine<Value>(
  context: CliContext,
  options: GlobalOptions,
  run: (ready: ReadyEngine) => Promise<Value>,
): Promise<Value> {
  return withBareEngine(async (engine) => {
    const input = { folder: packFolder(context, options), threads: null };
    const pack = await engine.run('pack.load', input, { signal: context.signal });
    return run({ engine, pack });
  });
}

/** The same without a pack. The engine is imported late: help and usage errors need no model library. */
export async function withBareEngine<Value>(
  run: (engine: Engine) => Promise<Value>,
): Promise<Value> {
  const { createInProcessEngine } = await import('../engine/in-process.ts');
  const engine = createInProcessEngine();
  try {
    return await run(engine);
  } finally {
    await engine.close();
  }
}
