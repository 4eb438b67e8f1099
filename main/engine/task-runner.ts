import { StudioError } from '../../contract/errors.ts';
import { inspectPicture } from '../shared/inspect-picture.ts';
import { readMask } from '../shared/read-mask.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { loadEnginePack, type EnginePack } from './pack/load.ts';
import { verifyPackFolder } from './pack/verify.ts';
import { decodePicture } from './pipelines/decode.ts';
import { redrawPicture } from './pipelines/edit.ts';
import { tokenizePicture } from './pipelines/encode.ts';
import { generatePicture } from './pipelines/generate.ts';
import { converse } from './pipelines/understand.ts';
import { probeExecutionProvider, resolveThreads } from './runtime/execution-provider.ts';
import type { Engine, EngineTaskName, TaskInput, TaskOptions, TaskOutput } from './tasks.ts';
import { createTurns } from './turns.ts';

type TaskImplementations = {
  readonly [Name in EngineTaskName]: (
    input: TaskInput<Name>,
    options: TaskOptions,
  ) => Promise<TaskOutput<Name>>;
};

/** Tasks that decode a file and use no pack: they wait for each other, since each may take 400 MB, but never for the models. */
const reading: readonly EngineTaskName[] = ['picture.inspect', 'picture.read', 'mask.read'];

/**
 * Runs the engine's tasks in this process: those on the models one at a time in the order they come, and so those that read files.
 * A task cancelled while it waits rejects at once with `job-cancelled`.
 */
export function createTaskRunner(): Engine {
  let pack: EnginePack | null = null;
  let isClosed = false;
  const models = createTurns();
  const files = createTurns();

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
    'picture.inspect': ({ file }) => inspectPicture(file),
    'picture.read': ({ file }) => readPixels(file),
    'mask.read': ({ file, width, height }) => readMask(file, width, height),
    'picture.encode': (input, options) => tokenizePicture(requirePack(), input, options),
    'picture.generate': (input, options) => generatePicture(requirePack(), input, options),
    'picture.edit': (input, options) => redrawPicture(requirePack(), input, options),
    'code.describe': async ({ code, neighbours }) => requirePack().describeCode(code, neighbours),
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

  return {
    async run(name, input, options = {}) {
      if (isClosed) throw new StudioError('engine-unavailable', 'The engine has been closed.');
      const run = () => tasks[name](input, options);
      if (!Object.hasOwn(tasks, name)) {
        throw new StudioError('bad-input', `There is no engine task "${name}".`, {
          allowed: Object.keys(tasks),
        });
      }
      if (name === 'engine.status') return run();
      return (reading.includes(name) ? files : models).run(run, options.signal);
    },
    async close() {
      isClosed = true;
      await Promise.all([models.idle(), files.idle()]);
      await pack?.dispose();
      pack = null;
    },
  };
}
