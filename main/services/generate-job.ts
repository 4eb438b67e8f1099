import { StudioError } from '../../contract/errors.ts';
import type { JobRequest } from '../../contract/jobs.ts';
import { completeSampling } from '../../contract/pictures.ts';
import type { LoadedPack } from '../engine/tasks.ts';
import type { ServiceContext } from './context.ts';
import type { JobRun } from './job-run.ts';
import { saveMadePicture } from './made-pictures.ts';
import { createRecipe } from './picture-recipe.ts';
import { createProgressRelay } from './progress-relay.ts';

type GenerateRequest = Extract<JobRequest, { kind: 'generate' }>;

/**
 * Makes `count` pictures from a prompt. Their seeds count up, and start again from 0 above the largest. A job that was interrupted
 * has its first pictures already and makes the others.
 */
export async function runGenerateJob(
  context: ServiceContext,
  run: JobRun,
  request: GenerateRequest,
): Promise<void> {
  const { engine, packs, library, studioVersion } = context;
  const pack = packs.require();
  requireFirstPack(context, run, pack);
  const { prompt, count } = request;
  const sampling = completeSampling(request.sampling, pack.manifest.defaults);
  for (let index = run.job.pictureIds.length; index < count; index += 1) {
    run.signal.throwIfAborted();
    const seed = ((request.seed ?? 0) + index) >>> 0;
    const relay = createProgressRelay({
      run,
      files: library.files,
      grid: pack.manifest.grid,
      pictureIndex: index,
      pictureCount: count,
    });
    const { codes, pixels } = await engine.run(
      'picture.generate',
      { prompt, seed, sampling },
      { signal: run.signal, onProgress: relay.onProgress },
    );
    await relay.settle();
    const recipe = createRecipe({ mode: 'generate', prompt, seed, sampling, pack, studioVersion });
    await saveMadePicture(context, {
      pixels,
      codes,
      pack,
      recipe,
      parent: null,
      run,
      pictureIndex: index,
      pictureCount: count,
    });
  }
}

/** A series is made by one pack: what one began, another does not finish. */
function requireFirstPack({ library }: ServiceContext, { job }: JobRun, active: LoadedPack): void {
  const [pictureId] = job.pictureIds;
  if (pictureId === undefined) return;
  const first = library.pictures.get(pictureId).recipe?.pack;
  if (first === undefined || first.codebookHash === active.codebookHash) return;
  throw new StudioError(
    'pack-missing',
    `This series was begun with the pack "${first.id}" ${first.version}; select it to make the missing pictures, or start a new series.`,
    { pack: first.id, active: active.manifest.id },
  );
}
