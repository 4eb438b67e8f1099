import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../contract/errors.ts';
import { openLibrary } from '../library/library.ts';
import { decodeRecipe } from '../services/export/decode-recipe.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { createStudioSpace } from './fixtures/studio-space.ts';
import { eventsOf, png, type TestStudio } from './fixtures/test-studio.ts';

const space = createStudioSpace();
const { start } = space;

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

const aCat = { kind: 'generate', prompt: 'a cat' } as const;

describe('generating', () => {
  it('numbers events without gaps, replays them, and keeps pictures with recipe and tokens inside', async () => {
    const test = await start();
    const done = await test.runJob({ ...aCat, count: 2, seed: 0xffffffff });
    const events = await eventsOf(test, done.jobId);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const live = test.events.flatMap((event) => (event.type === 'job.event' ? [event.event] : []));
    expect(live).toEqual(events);
    expect(await eventsOf(test, done.jobId, 5)).toEqual(events.slice(5));
    const progress = events.map((event) => event.progress);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(events.filter(({ phase }) => phase === 'cells')).toHaveLength(8);

    expect(done).toMatchObject({ phase: 'done', progress: 1 });
    const ids = done.phase === 'done' ? done.pictureIds : [];
    const pictures = await Promise.all(
      ids.map((pictureId) => test.call('pictures.get', { pictureId })),
    );
    // Seeds count up and start again from 0.
    expect(pictures.map(({ recipe }) => recipe?.seed)).toEqual([0xffffffff, 0]);
    for (const picture of pictures) {
      const { file } = await test.studio.assets.resolve(picture.url);
      const found = await decodeRecipe(await readFile(file));
      expect(found).toEqual({ recipe: picture.recipe, tokens: picture.tokens, trusted: true });
    }
  });

  it('keeps the prompt as it was typed, and what the model read in place of misspelt words', async () => {
    const test = await start();
    const recipes = await Promise.all(
      ['a red Aplle', 'a red Aplle', 'a red apple'].map(async (prompt) => {
        const done = await test.runJob({ kind: 'generate', prompt, seed: 1 });
        const pictureId = done.phase === 'done' ? done.pictureIds[0]! : '';
        return (await test.call('pictures.get', { pictureId })).recipe;
      }),
    );
    expect(recipes[0]).toMatchObject({
      prompt: 'a red Aplle',
      corrections: [{ written: 'Aplle', read: 'apple', start: 6, end: 11 }],
    });
    expect(recipes[1]).toEqual(recipes[0]);
    expect(recipes[2]).not.toHaveProperty('corrections');
  });

  it('keeps what is finished when it is cancelled, and repeats the same request', async () => {
    const test = await start();
    test.engine.paceMs = 3;
    const { jobId } = await test.call('jobs.start', { ...aCat, count: 8 });
    await until(async () => (await eventsOf(test, jobId)).some(({ phase }) => phase === 'picture'));
    await test.call('jobs.cancel', { jobId });
    const last = await test.ended(jobId);
    expect(last.phase).toBe('cancelled');
    const { job } = await test.call('jobs.events', { jobId });
    expect(job.pictureIds.length).toBeGreaterThan(0);
    expect(job.pictureIds.length).toBeLessThan(8);
    test.engine.paceMs = 0;
    const again = await test.call('jobs.retry', { jobId });
    expect((await test.ended(again.jobId)).phase).toBe('done');
    const repeated = (await test.call('jobs.events', { jobId: again.jobId })).job;
    expect(repeated.request).toEqual(job.request);
    const first = await test.call('pictures.get', { pictureId: job.pictureIds[0]! });
    const same = await test.call('pictures.get', { pictureId: repeated.pictureIds[0]! });
    expect(same.pixelHash).toBe(first.pixelHash);
    await expect(test.call('jobs.retry', { jobId: again.jobId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('says when the engine crashed, and goes on with the next job', async () => {
    const test = await start();
    test.engine.failNext = new StudioError('engine-crashed', 'The engine is gone.');
    const [first, second] = await Promise.all([test.runJob(aCat), test.runJob(aCat)]);
    expect(first).toMatchObject({
      phase: 'failed',
      retryable: true,
      error: { code: 'engine-crashed' },
    });
    expect(second.phase).toBe('done');
  });

  it('fails with write-failed and without a row when the disk refuses the picture', async () => {
    const test = await start();
    const { rename, writeFile } = await import('node:fs/promises');
    const folder = join(space.folder, 'library', 'pictures');
    await rename(folder, `${folder}-away`);
    await writeFile(folder, '');
    expect(await test.runJob(aCat)).toMatchObject({
      phase: 'failed',
      retryable: true,
      error: { code: 'write-failed' },
    });
    expect((await test.call('pictures.list', {})).total).toBe(0);
  });
});

describe('the queue', () => {
  it('survives closing: the running job and the waiting ones run after the next start', async () => {
    const first = await start();
    first.engine.paceMs = 20;
    const ids: string[] = [];
    for (const seed of [1, 2]) ids.push((await first.call('jobs.start', { ...aCat, seed })).jobId);
    await until(async () =>
      (await eventsOf(first, ids[0]!)).some(({ phase }) => phase === 'cells'),
    );
    await first.studio.close();
    const second = await start();
    for (const jobId of ids) {
      expect((await second.ended(jobId)).phase).toBe('done');
      const events = await eventsOf(second, jobId);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    }
  });

  it('takes up what a dead studio left running, unless it dies again', async () => {
    const library = openLibrary(join(space.folder, 'library'));
    library.lease.renew();
    const request = { ...aCat, seed: 1, count: 1, sampling: {} };
    for (const id of ['fresh000', 'deadly00']) {
      library.jobs.insert({ id, request, messageId: null });
      library.jobs.append(id, { phase: 'queued', progress: 0 });
      library.jobs.claim(library.lease.owner);
    }
    library.close();
    const database = new DatabaseSync(join(space.folder, 'library', 'library.sqlite'));
    database.exec("UPDATE jobs SET attempts = 2 WHERE id = 'deadly00'");
    database.close();
    const test = await start();
    expect((await test.ended('fresh000')).phase).toBe('done');
    expect(await test.ended('deadly00')).toMatchObject({
      phase: 'failed',
      retryable: true,
      error: { code: 'engine-crashed' },
    });
  });

  it('runs a job in one studio only; the other one follows it', async () => {
    const first = await start();
    const second = await start();
    const { jobId } = await second.call('jobs.start', aCat);
    expect((await second.ended(jobId)).phase).toBe('done');
    const generating = (test: TestStudio) =>
      test.engine.calls.filter(({ task }) => task === 'picture.generate').length;
    expect([generating(first), generating(second)]).toEqual([1, 0]);
    await until(() =>
      second.events.some((event) => event.type === 'job.event' && event.event.phase === 'done'),
    );
    expect(second.events.map(({ type }) => type)).toContain('picture.changed');
    await first.studio.close();
    const next = await second.runJob(aCat);
    expect(next.phase).toBe('done');
    expect(generating(second)).toBe(1);
  });
});

describe('editing', () => {
  async function importPicture(test: TestStudio, width: number, height: number): Promise<string> {
    const bytes = await png(width, height, (x, y) => [x, y, 99, x % 3 === 0 ? 0 : 255]);
    return (await test.call('pictures.import', { uploadId: await test.upload(bytes) })).id;
  }

  async function pixelsOf(test: TestStudio, pictureId: string) {
    const { url } = await test.call('pictures.get', { pictureId });
    return readPixels((await test.studio.assets.resolve(url)).file);
  }

  it('keeps every pixel outside the mask, at the size of the source', async () => {
    const test = await start();
    const pictureId = await importPicture(test, 90, 60);
    const isWhite = (x: number, y: number) => x > 40 && x < 70 && y > 20 && y < 50;
    const mask = await png(90, 60, (x, y) =>
      isWhite(x, y) ? [255, 255, 255, 255] : [0, 0, 0, 255],
    );
    const done = await test.runJob({
      kind: 'edit',
      pictureId,
      instruction: 'make it blue',
      maskUploadId: await test.upload(mask),
      seed: 5,
    });
    expect(done).toMatchObject({ phase: 'done' });
    const editedId = done.phase === 'done' ? done.pictureIds[0]! : '';
    const source = await pixelsOf(test, pictureId);
    const edited = await pixelsOf(test, editedId);
    expect([edited.width, edited.height]).toEqual([90, 60]);
    let painted = 0;
    let disturbed = 0;
    for (let pixel = 0; pixel < 90 * 60; pixel += 1) {
      const before = source.data.subarray(pixel * 4, pixel * 4 + 4);
      const after = edited.data.subarray(pixel * 4, pixel * 4 + 4);
      if (isWhite(pixel % 90, Math.floor(pixel / 90))) painted += after[2] === 5 ? 1 : 0;
      else if (Buffer.compare(before, after) !== 0) disturbed += 1;
    }
    expect(disturbed).toBe(0);
    expect(painted).toBeGreaterThan(300);
    const picture = await test.call('pictures.get', { pictureId: editedId });
    const parent = await test.call('pictures.get', { pictureId });
    expect(picture).toMatchObject({ parentId: pictureId, origin: 'edit' });
    expect(picture.recipe).toMatchObject({ mode: 'infill', parentHash: parent.pixelHash });
  });

  it('paints only over changed cells without a mask, and says when nothing was changed', async () => {
    const test = await start();
    const pictureId = await importPicture(test, 64, 64);
    const edit = { kind: 'edit', pictureId, seed: 5 } as const;
    const done = await test.runJob({ ...edit, instruction: 'make it blue' });
    const source = await pixelsOf(test, pictureId);
    const edited = await pixelsOf(test, done.phase === 'done' ? done.pictureIds[0]! : '');
    // The double changes the upper half of the cells; the feather of 2 px reaches one row below.
    const firstKept = 64 * 34 * 4;
    const { data } = edited;
    expect(Buffer.compare(data.subarray(firstKept), source.data.subarray(firstKept))).toBe(0);
    expect(Buffer.compare(data.subarray(0, 4), source.data.subarray(0, 4))).not.toBe(0);
    expect(await test.runJob({ ...edit, instruction: 'change nothing' })).toMatchObject({
      phase: 'failed',
      error: {
        code: 'model-output',
        message: expect.stringContaining('The pack does not know "nothing".'),
      },
    });
  });

  it('refuses a mask of another size, a black one and one that is gone, before it queues', async () => {
    const test = await start();
    const pictureId = await importPicture(test, 20, 20);
    const edit = { kind: 'edit', pictureId, instruction: 'x' } as const;
    const small = await test.upload(await png(19, 20, () => [255, 255, 255, 255]));
    const black = await test.upload(await png(20, 20, () => [0, 0, 0, 255]));
    for (const [maskUploadId, code] of [
      [small, 'bad-mask'],
      [black, 'bad-mask'],
      ['absent00', 'not-found'],
    ] as const) {
      await expect(test.call('jobs.start', { ...edit, maskUploadId })).rejects.toMatchObject({
        code,
      });
    }
    expect(
      (await test.call('jobs.list', { states: ['queued', 'running', 'failed'] })).jobs,
    ).toEqual([]);
  });
});
