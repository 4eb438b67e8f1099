import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestFolder, openTestStudio, type TestStudio } from './fixtures/test-studio.ts';

let space: ReturnType<typeof createTestFolder>;
let open: TestStudio[];
beforeEach(() => {
  space = createTestFolder();
  open = [];
});
afterEach(async () => {
  for (const test of open) await test.studio.close();
  space.remove();
});

async function start(): Promise<TestStudio> {
  const test = await openTestStudio(space.folder);
  open.push(test);
  return test;
}

/** Does something to the library's database behind the studio's back. */
function tamper(sql: string): void {
  const database = new DatabaseSync(join(space.folder, 'library', 'library.sqlite'));
  database.exec(sql);
  database.close();
}

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
