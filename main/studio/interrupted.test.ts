import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createStudioSpace } from './fixtures/studio-space.ts';
import { writePack, type TestStudio } from './fixtures/test-studio.ts';

const space = createStudioSpace();
const { start } = space;

/** Does something to the library's database behind the studio's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(space.folder, 'library', 'library.sqlite'));
  database.exec(sql);
  database.close();
}

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

const aSeries = { kind: 'generate', prompt: 'a cat', count: 4, seed: 0xfffffffe } as const;
const aDrawing = { kind: 'chat', text: 'draw a cat', seed: 1 } as const;

it.each([
  ['its message', 'BEFORE UPDATE ON messages WHEN NEW.picture_ids <> OLD.picture_ids'],
  ['its event', `BEFORE INSERT ON job_events WHEN json_extract(NEW.event, '$.pictureId') <> ''`],
])('keeps a drawn answer with %s, or keeps neither', async (_what, moment) => {
  const test = await start();
  const chatId = (await test.call('chats.create', {})).id;
  tamper(`CREATE TRIGGER crash ${moment} BEGIN SELECT RAISE(ABORT, 'crash'); END`);
  expect((await test.runJob({ ...aDrawing, chatId })).phase).toBe('failed');
  expect((await test.call('pictures.list', {})).total).toBe(0);
  expect(readdirSync(join(space.folder, 'library', 'pictures'))).toEqual([]);
  const { messages } = await test.call('chats.get', { chatId });
  expect(messages[1]).toMatchObject({ pictureIds: [], error: { message: 'crash' } });
  tamper('DROP TRIGGER crash');
  expect((await test.runJob({ ...aDrawing, chatId })).phase).toBe('done');
  expect((await test.call('pictures.list', {})).total).toBe(1);
});

/** The pixels of the pictures of a job that has ended well, in order. */
async function hashesOf(test: TestStudio, jobId: string): Promise<string[]> {
  expect(await test.ended(jobId)).toMatchObject({ phase: 'done', progress: 1 });
  const { job, events } = await test.call('jobs.events', { jobId });
  const progress = events.map((event) => event.progress);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  const pictures = job.pictureIds.map((pictureId) => test.call('pictures.get', { pictureId }));
  return (await Promise.all(pictures)).map(({ pixelHash }) => pixelHash);
}

/** Starts the series and resolves when its second picture is in the library. */
async function startSeries(test: TestStudio): Promise<string> {
  test.engine.paceMs = 20;
  const { jobId } = await test.call('jobs.start', aSeries);
  await until(() =>
    test.events.some(
      (event) =>
        event.type === 'job.event' &&
        event.event.jobId === jobId &&
        event.event.phase === 'picture' &&
        event.event.pictureIndex === 1,
    ),
  );
  return jobId;
}

const drawn = (test: TestStudio): number =>
  test.engine.calls.filter(({ task }) => task === 'picture.generate').length;

it('makes only the missing pictures when an interrupted series is retried', async () => {
  const test = await start();
  const undisturbed = await hashesOf(test, (await test.runJob(aSeries)).jobId);
  expect(new Set(undisturbed).size).toBe(4);
  const jobId = await startSeries(test);
  await test.call('jobs.cancel', { jobId });
  await test.ended(jobId);
  const { job } = await test.call('jobs.events', { jobId });
  expect([2, 3]).toContain(job.pictureIds.length);
  test.engine.paceMs = 0;
  const before = drawn(test);
  const again = await test.call('jobs.retry', { jobId });
  expect(await hashesOf(test, again.jobId)).toEqual(undisturbed);
  expect(drawn(test) - before).toBe(4 - job.pictureIds.length);
  const retried = (await test.call('jobs.events', { jobId: again.jobId })).job;
  expect(retried.pictureIds.slice(0, job.pictureIds.length)).toEqual(job.pictureIds);
  expect((await test.call('pictures.list', {})).total).toBe(8);
});

it('never mixes two packs in one series', async () => {
  const test = await start();
  const jobId = await startSeries(test);
  await test.call('jobs.cancel', { jobId });
  await test.ended(jobId);
  test.engine.paceMs = 0;
  let latest = jobId;
  const refusal = async (message: string): Promise<void> => {
    latest = (await test.call('jobs.retry', { jobId: latest })).jobId;
    expect(await test.ended(latest)).toMatchObject({
      phase: 'failed',
      retryable: true,
      error: { code: 'pack-missing', message: expect.stringContaining(message) },
    });
  };
  writePack(space.folder, 'other');
  await test.call('packs.select', { packId: 'other' });
  await refusal('"tiny" 1.0.0; select it');
  // Also a later version with the same codebook is another pack.
  writePack(space.folder, 'tiny', '1.0.10');
  await refusal('"tiny" 1.0.0, which is not here any more');
  await test.call('packs.select', { packId: 'tiny' });
  await refusal('"tiny" 1.0.0, which is not here any more');
  writePack(space.folder, 'tiny');
  await test.call('packs.select', { packId: 'tiny' });
  const again = await test.call('jobs.retry', { jobId: latest });
  expect(await hashesOf(test, again.jobId)).toHaveLength(4);
});

it('goes on with the missing pictures after the studio was closed', async () => {
  const first = await start();
  const undisturbed = await hashesOf(first, (await first.runJob(aSeries)).jobId);
  const jobId = await startSeries(first);
  await first.studio.close();
  const second = await start();
  expect(await hashesOf(second, jobId)).toEqual(undisturbed);
  expect(drawn(second)).toBeLessThanOrEqual(2);
  expect((await second.call('pictures.list', {})).total).toBe(8);
});

it('finishes a chat job that died right after its picture was kept', async () => {
  const first = await start();
  const chatId = (await first.call('chats.create', {})).id;
  const { jobId } = await first.runJob({ ...aDrawing, chatId });
  await first.studio.close();
  tamper(
    `UPDATE jobs SET state = 'running'; DELETE FROM job_events WHERE json_extract(event, '$.phase') = 'done'`,
  );
  const second = await start();
  expect((await second.ended(jobId)).phase).toBe('done');
  const { messages } = await second.call('chats.get', { chatId });
  expect(messages[1]).toMatchObject({ pictureIds: [expect.any(String)], error: null });
  expect(second.engine.calls.some(({ task }) => task === 'converse')).toBe(false);
});
