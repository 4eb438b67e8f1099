import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { saveBesidePack } from './save-beside-pack.ts';

const folder = mkdtempSync(join(tmpdir(), 'beside-pack-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('writes the parts in turn, clears what a dead studio left, and takes a missing folder for no error', async () => {
  const file = join(folder, 'search-index.safetensors');
  writeFileSync(`${file}.abc.tmp`, 'half');
  writeFileSync(join(folder, 'other.tmp'), 'kept');
  await saveBesidePack(file, [Buffer.from('one '), Buffer.from('two')]);
  expect(readFileSync(file, 'utf8')).toBe('one two');
  expect(readdirSync(folder).toSorted()).toEqual(['other.tmp', 'search-index.safetensors']);
  await saveBesidePack(join(folder, 'gone', 'file'), [Buffer.from('x')]);
  expect(readdirSync(folder)).not.toContain('gone');
});
