import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pixelHash } from '../shared/pixels.ts';
import { readPixels } from '../shared/read-pixels.ts';
import { openDatabase } from './database.ts';
import { newId } from '../shared/ids.ts';
import { createLease, leaseDurationMs } from './lease.ts';
import { defaultLibraryFolder } from './library-folder.ts';
import { openLibrary, type Library } from './library.ts';
import type { PictureToSave } from './save-picture.ts';
import { sweepRules } from './sweep.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-library-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function samplePicture(shade = 0): Promise<PictureToSave> {
  const data = new Uint8Array(20 * 10 * 4).fill(shade);
  const raw = { width: 20, height: 10, channels: 4 } as const;
  return {
    source: await sharp(data, { raw }).png().toBuffer(),
    mediaType: 'image/png',
    thumbnail: Buffer.from('thumbnail'),
    width: 20,
    height: 10,
    pixelHash: pixelHash({ ...raw, data }),
    origin: 'import',
    title: 'Sample',
    tokens: null,
    recipe: null,
    parentId: null,
    novelty: null,
  };
}

async function withLibrary<Value>(body: (library: Library) => Promise<Value>): Promise<Value> {
  const library = openLibrary(folder);
  try {
    return await body(library);
  } finally {
    library.close();
  }
}

describe('saving', () => {
  it('keeps the bytes as they are, and finds everything again after opening anew', async () => {
    const sample = await samplePicture(90);
    const saved = await withLibrary((library) => library.savePicture(sample));
    await withLibrary(async (library) => {
      expect(library.pictures.get(saved.id)).toEqual(saved);
      const file = library.files.picture(saved.id, saved.mediaType);
      expect(await readFile(file)).toEqual(Buffer.from(sample.source));
      expect(await readFile(library.files.thumbnail(saved.id), 'utf8')).toBe('thumbnail');
    });
  });

  it('loses no picture that was reported as saved when the process is killed', async () => {
    const entry = join(import.meta.dirname, 'fixtures', 'saving-loop.ts');
    const child = spawn(process.execPath, [entry, folder], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const reported: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      reported.push(line);
      if (reported.length === 12) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(reported.length).toBeGreaterThanOrEqual(12);
    await withLibrary(async (library) => {
      for (const id of reported) {
        const picture = library.pictures.get(id);
        const pixels = await readPixels(library.files.picture(id, picture.mediaType));
        expect(pixelHash(pixels)).toBe(picture.pixelHash);
        expect(existsSync(library.files.thumbnail(id))).toBe(true);
      }
      await library.sweep({ ...sweepRules, orphanAgeMs: -1000 });
      const { total } = library.pictures.list({ limit: 1, deleted: false });
      expect((await readdir(library.files.path('pictures'))).length).toBe(total);
      expect((await readdir(library.files.path('thumbnails'))).length).toBe(total);
    });
  });

  it.each(['pictures', 'thumbnails'] as const)(
    'reports write-failed and leaves no row and no file when %s cannot be written',
    async (kind) => {
      await withLibrary(async (library) => {
        await rename(library.files.path(kind), join(folder, 'away'));
        await writeFile(library.files.path(kind), 'a file where the folder should be');
        await expect(library.savePicture(await samplePicture())).rejects.toMatchObject({
          code: 'write-failed',
          message: expect.stringContaining(join(folder, kind)),
          details: { reason: 'a file stands where the folder should be' },
        });
        expect(library.pictures.list({ limit: 1, deleted: false }).total).toBe(0);
        const other = kind === 'pictures' ? 'thumbnails' : 'pictures';
        expect(await readdir(library.files.path(other))).toEqual([]);
      });
    },
  );

  it('sweeps what no row speaks for, once it is old enough', async () => {
    await withLibrary(async (library) => {
      const saved = await library.savePicture(await samplePicture());
      const [picture, temporary] = [newId(), newId()];
      const orphans = [
        `pictures/${picture}.png`,
        `thumbnails/${picture}.webp`,
        `pictures/${picture}.png.${temporary}.tmp`,
      ];
      const foreign = ['pictures/holiday.jpg', 'pictures/notes.tmp'];
      for (const orphan of [...orphans, ...foreign]) await writeFile(join(folder, orphan), 'x');
      expect(await library.sweep()).toEqual([]);
      const past = new Date(Date.now() - 2 * sweepRules.orphanAgeMs);
      for (const orphan of [...orphans, ...foreign]) await utimes(join(folder, orphan), past, past);
      expect((await library.sweep()).sort()).toEqual(
        orphans.map((path) => join(folder, path)).sort(),
      );
      expect(existsSync(library.files.picture(saved.id, saved.mediaType))).toBe(true);
    });
  });
});

describe('the library', () => {
  it('lists newest first by pages, without gaps or repeats, and refuses a foreign cursor', async () => {
    await withLibrary(async (library) => {
      const ids: string[] = [];
      for (let shade = 0; shade < 7; shade += 1) {
        ids.push((await library.savePicture(await samplePicture(shade))).id);
      }
      const byPixels = (id: string) =>
        library.pictures.findByPixels(library.pictures.get(id).pixelHash)?.id;
      expect(byPixels(ids[2]!)).toBe(ids[2]);
      library.pictures.delete([ids[2]!]);
      expect(byPixels(ids[2]!)).toBeUndefined();
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = library.pictures.list({ cursor, limit: 2, deleted: false });
        expect(page.total).toBe(6);
        seen.push(...page.pictures.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect([...seen].sort()).toEqual(ids.filter((id) => id !== ids[2]).sort());
      const times = seen.map((id) => library.pictures.get(id).createdAtMs);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(() => library.pictures.list({ cursor: '1; DROP', limit: 1, deleted: false })).toThrow(
        'is not a place in the list',
      );
    });
  });

  it('addresses nothing outside its folder', async () => {
    await withLibrary(async ({ files }) => {
      for (const id of ['../../secret', '..', 'a/b', '', 'UPPERCASE', 'c:\\windows']) {
        expect(() => files.picture(id, 'image/png')).toThrow('is not an id');
        expect(() => files.upload(id)).toThrow('is not an id');
        expect(() => files.preview(id, 0, 0)).toThrow('is not an id');
      }
      for (const name of ['../x.png', '.hidden', 'a/b.png', 'a\\b.png', 'x', '..png']) {
        expect(() => files.exported('export00', name)).toThrow('is not a name');
      }
      expect(() => files.picture('picture0', 'text/html')).toThrow('are not kept');
    });
  });

  it('refuses a database of a newer version and one that is none, and says so', async () => {
    const file = join(folder, 'library.sqlite');
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => openLibrary(folder)).toThrow('Update the studio');
    await writeFile(
      file,
      'this is not a database, but it is long enough to be looked at'.repeat(20),
    );
    expect(() => openLibrary(folder)).toThrow('it is not a library database');
  });

  it('gives the lease to one owner, until it expires, is released or its process is gone', () => {
    const database = openDatabase(join(folder, 'lease.sqlite'));
    let now = 1_000_000;
    const first = createLease(database, () => now);
    const second = createLease(database, () => now);
    expect([first.renew(), second.renew(), first.isHeld(), second.isHeld()]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    now += leaseDurationMs + 1;
    expect([first.isHeld(), second.renew(), first.renew()]).toEqual([false, true, false]);
    second.release();
    expect(first.renew()).toBe(true);
    const [host] = first.owner.split(':');
    // No process has this number: it is above the largest that Linux, macOS and Windows give.
    database.run('UPDATE lease SET owner = $owner', { owner: `${host}:999999999:someone` });
    expect(second.renew()).toBe(true);
    database.run('UPDATE lease SET owner = $owner', { owner: 'elsewhere:999999999:someone' });
    expect(second.renew()).toBe(false);
    database.close();
  });

  it('hands a job only to the holder of the lease, and lets no one else write its events', async () => {
    await withLibrary(async (first) => {
      const second = openLibrary(folder);
      first.lease.renew();
      const request = { kind: 'generate', prompt: 'a cat', count: 1, sampling: {} } as const;
      first.jobs.insert({ id: 'job00000', request, messageId: null });
      expect(second.jobs.claim(second.lease.owner)).toBeNull();
      expect(first.jobs.claim(first.lease.owner)?.id).toBe('job00000');
      expect(first.jobs.claim(first.lease.owner)).toBeNull();
      const started = { phase: 'started', progress: 0 } as const;
      expect(() => second.jobs.append('job00000', started, second.lease.owner)).toThrow(
        'Another studio has taken over',
      );
      expect(first.jobs.append('job00000', started, first.lease.owner).event.seq).toBe(1);
      second.close();
    });
  });

  it('knows the default folder of each system', () => {
    expect(defaultLibraryFolder({ UNICODE2_LIBRARY: '/chosen' }, 'linux')).toBe('/chosen');
    expect(defaultLibraryFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/UniCode2 Studio');
    expect(defaultLibraryFolder({ APPDATA: '/roaming' }, 'win32')).toBe('/roaming/UniCode2 Studio');
    expect(defaultLibraryFolder({}, 'darwin')).toMatch(
      /Library\/Application Support\/UniCode2 Studio$/,
    );
  });
});
