import type { JobRequest } from '../../contract/jobs.ts';
import { completeSampling } from '../../contract/pictures.ts';
import type { ServiceContext } from './context.ts';
import { editPicture, requireChange } from './edit-picture.ts';
import type { JobRun } from './job-run.ts';
import { saveMadePicture } from './made-pictures.ts';
import { pixelsOf } from './picture-pixels.ts';
import { createRecipe } from './picture-recipe.ts';
import { codesOf } from './picture-tokens.ts';
import { createProgressRelay } from './progress-relay.ts';
import { readWith } from './unknown-words.ts';
import { requireUpload } from './uploads.ts';

type EditRequest = Extract<JobRequest, { kind: 'edit' }>;

/** Rewrites a picture from an instruction; the result is a new picture of the same size, with the source as its parent. */
export async function runEditJob(
  context: ServiceContext,
  run: JobRun,
  request: EditRequest,
): Promise<void> {
  const { engine, packs, library, studioVersion } = context;
  const pack = packs.require();
  const parent = library.pictures.get(request.pictureId);
  const { maskUploadId, instruction } = request;
  const mask =
    maskUploadId === undefined
      ? null
      : await engine.run(
          'mask.read',
          {
            file: requireUpload(library, maskUploadId),
            width: parent.width,
            height: parent.height,
          },
          { signal: run.signal },
        );
  const seed = request.seed ?? 0;
  const sampling = completeSampling(request.sampling, pack.manifest.defaults);
  const relay = createProgressRelay({
    run,
    files: library.files,
    grid: pack.manifest.grid,
    pictureIndex: 0,
    pictureCount: 1,
  });
  const edited = await editPicture(
    engine,
    {
      source: await pixelsOf(context, parent, run.signal),
      codes: await codesOf(context, parent, pack, run.signal),
      instruction,
      mask,
      seed,
      sampling,
      manifest: pack.manifest,
    },
    { signal: run.signal, onProgress: relay.onProgress },
  );
  await relay.settle();
  requireChange(edited, { mask, instruction, seed, reading: readWith(pack, instruction) });
  const recipe = createRecipe({
    mode: mask === null ? 'edit' : 'infill',
    prompt: instruction,
    layout: edited.layout,
    seed,
    sampling,
    pack,
    studioVersion,
    parentHash: parent.pixelHash,
  });
  const { pixels, codes } = edited;
  await saveMadePicture(context, {
    pixels,
    codes,
    pack,
    recipe,
    parent,
    run,
    pictureIndex: 0,
    pictureCount: 1,
  });
}
