import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FromStudioProcess } from '../../contract/process-messages.ts';
import { hugePng } from '../shared/fixtures/huge-png.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { createScriptedEngine } from './fixtures/scripted-engine.ts';
import {
  createTestFolder,
  openTestStudio,
  png,
  trusted,
  writePack,
  type TestStudio,
} from './fixtures/test-studio.ts';

let space: ReturnType<typeof createTestFolder>;
let test: TestStudio;
beforeEach(async () => {
  space = createTestFolder();
  test = await openTestStudio(space.folder);
});
afterEach(async () => {
  await test.studio.close();
  space.remove();
});

async function reopen(): Promise<void> {
  await test.studio.close();
  test = await openTestStudio(space.folder, createScriptedEngine());
}

describe('pictures', () => {
  it('keeps an imported file to the byte, and its codes', async () => {
    const bytes = await png(30, 10, (x) => [x * 8, 0, 0, 255]);
    const picture = await test.call('pictures.import', {
      uploadId: await test.upload(bytes),
      title: ' Stripe ',
    });
    expect(picture).toMatchObject({ origin: 'import', title: 'Stripe', width: 30, height: 10 });
    expect(picture.tokens?.codes).toHaveLength(16);
    // The double reports a distance of 3 for every patch; the pack's typical distance is 2.
    expect(picture.novelty).toBe(1.5);
    const { file, mediaType } = await test.studio.assets.resolve(picture.url);
    expect(mediaType).toBe('image/png');
    expect(await readFile(file)).toEqual(Buffer.from(bytes));
    const small = await test.studio.assets.resolve(picture.thumbnailUrl);
    expect(await readPixels(small.file)).toMatchObject({ width: 30, mediaType: 'image/webp' });
  });

  it.each(['with', 'without'])('refuses hostile files %s a pack', async (pack) => {
    const other = createTestFolder();
    const bare = await openTestStudio(join(other.folder, 'none'));
    try {
      const studio = pack === 'with' ? test : bare;
      const good = await png(8, 8, () => [9, 9, 9, 255]);
      const { id } = await studio.call('pictures.import', { uploadId: await studio.upload(good) });
      for (const [bytes, code, message] of [
        [Buffer.from('I am not a picture.'), 'bad-picture', 'not a picture'],
        [hugePng(), 'picture-too-large', '30000 × 30000'],
      ] as const) {
        const uploadId = await studio.upload(bytes);
        await expect(studio.call('pictures.import', { uploadId })).rejects.toMatchObject({
          code,
          message: expect.stringContaining(message),
        });
        const edit = { kind: 'edit', pictureId: id, instruction: 'x' } as const;
        await expect(
          studio.call('jobs.start', { ...edit, maskUploadId: uploadId }),
        ).rejects.toMatchObject({
          code: 'bad-mask',
          message: expect.stringContaining(message),
        });
      }
      expect((await studio.call('pictures.list', {})).total).toBe(1);
    } finally {
      await bare.studio.close();
      other.remove();
    }
  });

  it('imports without a pack, and reads the codes when they are needed', async () => {
    const bytes = await png(8, 8, () => [9, 9, 9, 255]);
    const other = createTestFolder();
    const bare = await openTestStudio(join(other.folder, 'none'));
    try {
      const { id, tokens } = await bare.call('pictures.import', {
        uploadId: await bare.upload(bytes),
      });
      expect(tokens).toBeNull();
      expect(await bare.runJob({ kind: 'generate', prompt: 'a cat' })).toMatchObject({
        phase: 'failed',
        error: { code: 'pack-missing' },
      });
      writePack(join(other.folder, 'none'), 'late');
      await bare.call('packs.select', { packId: 'late' });
      await bare.runJob({ kind: 'edit', pictureId: id, instruction: 'make it blue' });
      expect((await bare.call('pictures.get', { pictureId: id })).tokens?.packId).toBe('late');
    } finally {
      await bare.studio.close();
      other.remove();
    }
  });

  it('trusts the codes inside its own exports, and refuses what is no picture', async () => {
    const made = await test.runJob({ kind: 'generate', prompt: 'a red apple', seed: 4 });
    const pictureId = made.phase === 'done' ? made.pictureIds[0]! : '';
    const original = await test.call('pictures.get', { pictureId });
    const { url, fileName, bytes } = await test.call('pictures.export', {
      pictureId,
      format: 'jpeg',
    });
    const asset = await test.studio.assets.resolve(decodeURIComponent(url));
    expect(asset).toMatchObject({ downloadName: fileName, mediaType: 'image/jpeg' });
    expect(fileName).toMatch(/^a-red-apple-[0-9a-z]{6}\.jpg$/);
    const exported = await readFile(asset.file);
    expect(exported.length).toBe(bytes);
    const back = await test.call('pictures.import', { uploadId: await test.upload(exported) });
    expect(back.tokens).toEqual(original.tokens);
    expect(back.recipe).toEqual(original.recipe);
    const uploadId = await test.upload(Buffer.from('<html>'));
    await expect(test.call('pictures.import', { uploadId })).rejects.toMatchObject({
      code: 'bad-picture',
    });
  });

  it('deletes softly and restores, also after a restart', async () => {
    const bytes = await png(4, 4, () => [1, 1, 1, 255]);
    const { id } = await test.call('pictures.import', { uploadId: await test.upload(bytes) });
    const ids = { pictureIds: [id, 'absent00'] };
    expect(await test.call('pictures.delete', ids)).toEqual({ deleted: [id] });
    await reopen();
    expect((await test.call('pictures.list', {})).total).toBe(0);
    expect((await test.call('pictures.list', { deleted: true })).pictures[0]?.id).toBe(id);
    expect(await test.call('pictures.restore', ids)).toEqual({ restored: [id] });
    const { file } = await test.studio.assets.resolve(`/assets/pictures/${id}`);
    expect((await readPixels(file)).width).toBe(4);
  });
});

it('gives no file for paths that are not its own', async () => {
  const { id } = await test.call('pictures.import', {
    uploadId: await test.upload(await png(4, 4, () => [1, 1, 1, 255])),
  });
  for (const path of [
    `/assets/pictures/${id}/../../library.sqlite`,
    `/assets/pictures/../library.sqlite`,
    `/assets/pictures/%2e%2e`,
    `/assets/pictures/${id}.png`,
    `/assets/uploads/${id}`,
    `/assets/exports/${id}/../../library.sqlite`,
    `/assets/exports/${id}/library.sqlite`,
    `/assets/previews/${id}/0-1`,
    `/assets/exemplars/tiny/0000000000000000`,
    `/assets/pictures/absent00`,
    `/etc/passwd`,
  ]) {
    await expect(test.studio.assets.resolve(path), path).rejects.toMatchObject({
      code: 'not-found',
    });
  }
  const { pack } = await test.call('studio.status', {});
  expect(await test.studio.assets.resolve(pack!.exemplarsUrl)).toMatchObject({
    file: join(space.folder, 'packs', 'tiny', 'exemplars.webp'),
  });
  await expect(test.studio.assets.commitUpload('../../secret')).rejects.toMatchObject({
    code: 'bad-input',
  });
});

it('repairs stored settings field by field, and changes only what is given', async () => {
  await test.call('settings.set', { colourScheme: 'dark', exportFormat: 'webp' });
  expect(await test.call('settings.set', { threads: 4 })).toEqual({
    colourScheme: 'dark',
    activePackId: null,
    exportFormat: 'webp',
    exportRecipe: true,
    threads: 4,
  });
  const database = new DatabaseSync(join(space.folder, 'library', 'library.sqlite'));
  database.exec(`UPDATE settings SET value = '"sepia"' WHERE name = 'colourScheme'`);
  database.exec(`UPDATE settings SET value = '{broken' WHERE name = 'threads'`);
  database.close();
  const repaired = { colourScheme: 'system', exportFormat: 'webp', threads: null };
  expect(await test.call('settings.get', {})).toMatchObject(repaired);
});

it('lists refused packs with their reason, keeps the good one, and remembers the choice', async () => {
  writePack(space.folder, 'other');
  await mkdir(join(space.folder, 'packs', 'broken'));
  writeFileSync(join(space.folder, 'packs', 'broken', 'manifest.json'), '{}');
  const { packs } = await test.call('packs.list', {});
  expect(packs.map(({ id, state, active }) => [id, state, active])).toEqual([
    ['broken', 'refused', false],
    ['other', 'ready', false],
    ['tiny', 'ready', true],
  ]);
  expect(packs[0]?.reason).toContain('is not a manifest');
  await expect(test.call('packs.select', { packId: 'broken' })).rejects.toMatchObject({
    code: 'pack-invalid',
  });
  expect(await test.call('packs.select', { packId: 'other' })).toMatchObject({ active: true });
  await reopen();
  expect((await test.call('studio.status', {})).pack?.id).toBe('other');
});

describe('the studio process', () => {
  it('answers over its channel and puts everything away when its parent is gone', async () => {
    const entry = join(import.meta.dirname, 'process.ts');
    const folder = join(space.folder, 'by-process');
    const child = spawn(process.execPath, [entry, '--library', folder, '--packs', space.folder], {
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    });
    const [ready] = (await once(child, 'message')) as [FromStudioProcess];
    expect(ready).toEqual({ type: 'ready', libraryFolder: folder });
    child.send({ type: 'call', id: 7, channel: 'chats.create', payload: {}, sender: trusted });
    child.send({ type: 'resolve-asset', id: 8, path: '/assets/pictures/absent00' });
    const answers = new Map<number, unknown>();
    child.on('message', (message: FromStudioProcess) => {
      if (message.type === 'result') answers.set(message.id, message.result);
    });
    while (answers.size < 2) await once(child, 'message');
    expect(answers.get(7)).toMatchObject({ ok: true, value: { messages: [] } });
    expect(answers.get(8)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    child.disconnect();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    const database = new DatabaseSync(join(folder, 'library.sqlite'));
    expect(database.prepare('SELECT count(*) AS owners FROM lease').get()).toEqual({ owners: 0 });
    database.close();
  });
});
