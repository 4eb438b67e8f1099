import { StudioError } from '../../contract/errors.ts';
import { pixelHash } from '../shared/pixels.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { throwIfCancelled } from './cancellation.ts';
import { loadEnginePack, type EnginePack } from './pack/load.ts';
import { verifyPackFolder } from './pack/verify.ts';
import { decodePicture } from './pipelines/decode.ts';
import { redrawPicture } from './pipelines/edit.ts';
import { tokenizePicture } from './pipelines/encode.ts';
import { generatePicture } from './pipelines/generate.ts';
import { converse } from './pipelines/understand.ts';
import { probeExecutionProvider, resolveThreads } from './runtime/execution-provider.ts';
import { readMask } from '../shared/read-mask.ts';
import type { Engine, EngineTaskName, TaskInput, TaskOptions, TaskOutput } from './tasks.ts';

type TaskImplementations = {
  readonly [Name in EngineTaskName]: (
    input: TaskInput<Name>,
    options: TaskOptions,
  ) => Promise<TaskOutput<Name>>;
};

/** Short tasks that use no pack: they never wait for others. */
const immediate: readonly EngineTaskName[] = ['engine.status', 'picture.inspect', 'mask.read'];

/**
 * Runs the engine's tasks in this process, one at a time in the order they come, but for the immediate ones.
 * A task cancelled while it waits rejects at once with `job-cancelled`.
 */
export function createTaskRunner(): Engine {
  let pack: EnginePack | null = null;
  let isClosed = false;
  let tail: Promise<unknown> = Promise.resolve();

  const requirePack = () => {
    if (pack === null) throw new StudioError('pack-missing', 'No model pack is loaded.');
    return pack;
  };
  const tasks: TaskImplementations = {
    'pack.load': async ({ folder, threads }) => {
      const next = await loadEnginePack(folder, threads);
      const previous = pack;
      pack = next; // a pack that cannot be loaded leaves the one before in use
      await previous?.dispose();
      return next.info;
    },
    'pack.verify': ({ folder }) => verifyPackFolder(folder),
    'picture.inspect': async ({ file }) => {
      const pixels = await readPixels(file);
      const { width, height, mediaType } = pixels;
      return { width, height, mediaType, pixelHash: pixelHash(pixels) };
    },
    'mask.read': ({ file, width, height }) => readMask(file, width, height),
    'picture.encode': (input, options) => tokenizePicture(requirePack(), input, options),
    'picture.generate': (input, options) => generatePicture(requirePack(), input, options),
    'picture.edit': (input, options) => redrawPicture(requirePack(), input, options),
    'picture.decode': (input, options) => decodePicture(requirePack(), input, options),
    converse: (input, options) => converse(requirePack(), input, options),
    'engine.status': async () => {
      const provider = await probeExecutionProvider();
      return {
        provider: provider.name,
        threads: pack?.info.threads ?? (await resolveThreads(null)),
        memoryMb: Math.round(process.memoryUsage.rss() / (1024 * 1024)),
        onnxRuntime: provider.onnxRuntimeVersion,
        pack: pack?.manifest.id ?? null,
      };
    },
  };

  const runInTurn = async <Output>(
    run: () => Promise<Output>,
    signal: AbortSignal | undefined,
  ): Promise<Output> => {
    const before = tail;
    const turn = before.then(() => {
      throwIfCancelled(signal);
      return run();
    });
    tail = turn.catch(() => undefined);
    await untilTurn(before, signal);
    return turn;
  };

  return {
    async run(name, input, options = {}) {
      if (isClosed) throw new StudioError('engine-unavailable', 'The engine has been closed.');
      const run = () => tasks[name](input, options);
      if (!Object.hasOwn(tasks, name)) {
        throw new StudioError('bad-input', `There is no engine task "${name}".`, {
          allowed: Object.keys(tasks),
        });
      }
      return immediate.includes(name) ? run() : runInTurn(run, options.signal);
    },
    async close() {
      isClosed = true;
      await tail;
      await pack?.dispose();
      pack = null;
    },
  };
}

/** Resolves when it is the task's turn, or rejects as soon as it is cancelled. */
async function untilTurn(turn: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  throwIfCancelled(signal);
  if (signal === undefined) return;
  let stopWaiting = () => {};
  const cancelled = new Promise<void>((resolve) => {
    stopWaiting = resolve;
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  await Promise.race([turn, cancelled]);
  signal.removeEventListener('abort', stopWaiting);
  throwIfCancelled(signal);
}
