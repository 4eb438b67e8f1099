import { createInProcessEngine } from '../main/engine/in-process.ts';
import type { Engine, LoadedPack } from '../main/engine/tasks.ts';
import type { BenchSetup } from './results.ts';

export interface BenchEngine {
  readonly engine: Engine;
  readonly pack: LoadedPack;
}

export async function withBenchEngine<Value>(
  { packFolder, threads }: BenchSetup,
  run: (ready: BenchEngine) => Promise<Value>,
): Promise<Value> {
  const engine = createInProcessEngine();
  try {
    const pack = await engine.run('pack.load', { folder: packFolder, threads });
    return await run({ engine, pack });
  } finally {
    await engine.close();
  }
}

/** The example prompts of the pack, over and over. */
export function promptAt({ pack }: BenchEngine, index: number): string {
  const { prompts } = pack.manifest.examples;
  return prompts[index % prompts.length] ?? 'a picture';
}
