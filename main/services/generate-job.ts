import { isDeepStrictEqual } from 'node:util';
import { StudioError } from '../../contract/errors.ts';
import type { JobRequest } from '../../contract/jobs.ts';
import { completeSampling } from '../../contract/pictures.ts';
import type { LoadedPack } from '../engine/tasks.ts';
import type { ServiceContext } from './context.ts';
import type { JobRun } from './job-run.ts';
import { saveMadePicture } from './made-pictures.ts';
import { pictureFromPrompt } from './picture-from-prompt.ts';
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
  await requireFirstPack(context, run, pack);
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
    const { codes, pixels, recipe } = await pictureFromPrompt(
      { engine, pack, studioVersion },
      { prompt, layout: request.layout, seed, sampling },
      { signal: run.signal, onProgress: relay.onProgress },
    );
    await relay.settle();
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

/** A series is made by one pack: what one began, another does not finish, nor a later version of it. */
async function requireFirstPack(
  { library, packs }: ServiceContext,
  { job }: JobRun,
  { manifest, codebookHash }: LoadedPack,
): Promise<void> {
  const [pictureId] = job.pictureIds;
  const first = pictureId === undefined ? null : library.pictures.get(pictureId).recipe?.pack;
  if (!first) return;
  const { id, version } = first;
  const active = { id: manifest.id, version: manifest.version, codebookHash };
  if (isDeepStrictEqual(first, active)) return;
  const others = (await packs.list()).filter((pack) => !pack.active);
  const isHere = others.some((pack) => pack.id === id && pack.version === version);
  const remedy = isHere ? '; select it' : ', which is not here any more; put it back';
  throw new StudioError(
    'pack-missing',
    `This series was begun with the pack "${id}" ${version}${remedy} to make the missing pictures, or start a new series.`,
    { pack: first, active },
  );
}
