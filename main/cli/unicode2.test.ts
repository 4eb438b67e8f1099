import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recipeSchema, tokenGridSchema } from '../../contract/pictures.ts';
import { decodeRecipe } from '../services/export/decode-recipe.ts';
import { encodePicture } from '../services/export/encode-picture.ts';
import { hugePng } from '../shared/fixtures/huge-png.ts';
import { readPixels } from '../shared/read-pixels.ts';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const entry = fromHere('./unicode2.ts');
const pack = process.env['UNICODE2_TEST_PACK'] ?? fromHere('../../resources/packs/starter');

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function unicode2(...words: string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [entry, '--pack', pack, ...words]);
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

let folder: string;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-cli-'));
  await writeFile(at('text.png'), 'I am not a picture.');
  await writeFile(at('huge.png'), hugePng());
  const picture = { width: 96, height: 64, channels: 4, background: '#3080e080' } as const;
  await sharp({ create: picture }).png().toFile(at('blue.png'));
  await sharp({ create: { ...picture, background: '#000000' } })
    .png()
    .toFile(at('black.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('bad usage and bad files', () => {
  const out = () => ['--out', at('never.png')];
  it.each<[string, number, string, () => string[]]>([
    ['an empty prompt', 2, 'prompt is empty', () => ['generate', '  ', ...out()]],
    [
      'a seed that is no number',
      2,
      '4294967295',
      () => ['generate', 'a', '--seed', 'banana', ...out()],
    ],
    ['a count of nine', 2, 'from 1 to 8', () => ['generate', 'a', '--count', '9', ...out()]],
    ['no output', 2, '--out', () => ['generate', 'a']],
    ['an unknown command', 2, 'dance', () => ['dance']],
    ['no command', 2, '--help', () => []],
    ['an unknown format', 2, '.webp', () => ['generate', 'a', '--out', at('never.bmp')]],
    ['one file for two', 2, 'folder', () => ['generate', 'a', '--count', '2', ...out()]],
    ['a missing picture', 1, 'not-found', () => ['ask', at('none.png'), 'what is it?']],
    ['text called .png', 1, 'bad-picture', () => ['caption', at('text.png')]],
    ['a picture of 900 megapixels', 1, 'picture-too-large', () => ['caption', at('huge.png')]],
    [
      'a black mask',
      1,
      'bad-mask',
      () => ['edit', at('blue.png'), 'make it red', '--mask', at('black.png'), ...out()],
    ],
    [
      'a folder that is not there',
      1,
      'write-failed',
      () => ['generate', 'a', '--out', at('no/never.png')],
    ],
    [
      'tokens from a text',
      2,
      'holds no tokens',
      () => ['tokens', 'decode', at('text.png'), ...out()],
    ],
  ])('refuses %s', async (_, code, message, words) => {
    const outcome = await unicode2(...words(), '--json');
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(/^[a-z-]+: .+\n$/);
    expect(outcome.stderr).toContain(message);
    const document = JSON.parse(outcome.stdout) as { ok: boolean; error: { code: string } };
    expect(document).toMatchObject({ ok: false, error: { message: expect.any(String) } });
    expect(outcome.stderr.startsWith(`${document.error.code}: `)).toBe(true);
    expect((await readdir(folder)).filter((name) => /never|part/.test(name))).toEqual([]);
  });

  it('refuses a pack with a changed file, saying which, and leaves nothing behind', async () => {
    const broken = at('broken-pack');
    await cp(pack, broken, { recursive: true });
    const file = join(broken, 'tokenizer.json');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"', "'"));
    const made = await unicode2('generate', 'a', '--out', at('never.png'), '--pack', broken);
    expect(made.code).toBe(1);
    expect(made.stderr).toMatch(/pack-invalid: .*tokenizer\.json/);
    expect(made.stdout).toBe('');
    expect(await readdir(folder)).not.toContain('never.png');
  });
});

describe('with the pack', () => {
  it('makes the same file from the same seed, with its recipe and tokens, and says how words were read', async () => {
    const words = ['generate', 'a red aple and a goat on a beach', '--seed', '7', '--out'];
    const first = await unicode2(...words, at('first.png'));
    expect(first).toMatchObject({ code: 0, stdout: `${at('first.png')}\n` });
    expect(first.stderr).toContain('Read "aple" as "apple".');
    expect(first.stderr).toContain('does not know "goat". Near: pig');
    const second = await unicode2(...words, at('second.png'), '--json');
    const bytes = await readFile(at('first.png'));
    expect(Buffer.compare(bytes, await readFile(at('second.png')))).toBe(0);
    const found = await decodeRecipe(bytes);
    expect(found).toMatchObject({ trusted: true, recipe: { seed: 7, mode: 'generate' } });
    const document = JSON.parse(second.stdout) as {
      ok: boolean;
      value: {
        pictures: { file: string; recipe: unknown; tokens: unknown }[];
        corrections: unknown;
      };
    };
    const { ok, value } = document;
    expect(ok).toBe(true);
    expect(recipeSchema.parse(value.pictures[0]!.recipe)).toEqual(found!.recipe);
    expect(value.pictures[0]!.tokens).toEqual(found!.tokens);
    expect(value.corrections).toEqual([{ written: 'aple', read: 'apple', start: 6, end: 10 }]);
    expect(found!.recipe).toMatchObject({
      prompt: 'a red aple and a goat on a beach',
      corrections: value.corrections,
    });
    const right = ['generate', 'a red apple and a goat on a beach', '--seed', '7', '--json'];
    const correct = await unicode2(...right, '--out', at('correct.png'));
    const spelt = JSON.parse(correct.stdout) as typeof document;
    expect(spelt.value.corrections).toEqual([]);
    expect(spelt.value.pictures[0]!.tokens).toEqual(found!.tokens);
  });

  it('answers from the tokens inside a file, and decodes them again', async () => {
    await unicode2('generate', 'a cat', '--seed', '1', '--out', at('cat.webp'));
    const tokens = await unicode2('tokens', 'encode', at('cat.webp'));
    const inside = await decodeRecipe(await readFile(at('cat.webp')));
    expect(JSON.parse(tokens.stdout)).toEqual(inside!.tokens);
    await writeFile(at('cat.json'), tokens.stdout);
    const decoded = await unicode2('tokens', 'decode', at('cat.json'), '--out', at('again.png'));
    expect(decoded).toMatchObject({ code: 0 });
    const answer = await unicode2('ask', at('cat.webp'), 'what is in the picture?', '--json');
    expect(JSON.parse(answer.stdout)).toMatchObject({
      ok: true,
      value: { answer: expect.any(String), refusal: null },
    });
    const breed = ['ask', at('cat.webp'), 'what breed is this cat?', '--json'];
    const refused = JSON.parse((await unicode2(...breed)).stdout) as { value: object };
    expect(refused.value).toMatchObject({
      answer: expect.stringMatching(/^I do not know “breed”\. Near to it I know kind/),
      confidence: null,
      refusal: { suggestions: expect.arrayContaining([{ use: [], text: 'what is this cat?' }]) },
    });
    const anyway = JSON.parse((await unicode2(...breed, '--anyway')).stdout) as { value: object };
    expect(anyway.value).toMatchObject({ confidence: expect.any(Number), refusal: null });
  });

  it.each(['png', 'jpeg', 'webp'] as const)(
    'answers about a %s file the same when all its metadata is stripped',
    async (format) => {
      const { width, height, data } = await readPixels(at('first.png'));
      const bare = {
        pixels: { width, height, data },
        format,
        quality: 100,
        recipe: null,
        tokens: null,
        codebookSize: 200_000,
        mode: null,
      };
      await writeFile(at(`bare.${format}`), (await encodePicture(bare)).bytes);
      const encoded = await unicode2('tokens', 'encode', at(`bare.${format}`));
      const tokens = tokenGridSchema.parse(JSON.parse(encoded.stdout));
      // A recipe that lies about the picture: whoever reads it answers something else.
      const { recipe } = (await decodeRecipe(await readFile(at('first.png'))))!;
      const lying = { ...recipe!, prompt: 'two blue cats in the snow' };
      const full = { ...bare, tokens, recipe: lying, mode: 'generate' } as const;
      await writeFile(at(`full.${format}`), (await encodePicture(full)).bytes);
      const found = await decodeRecipe(await readFile(at(`full.${format}`)));
      expect(found).toEqual({ recipe: lying, tokens, trusted: true });
      expect(await decodeRecipe(await readFile(at(`bare.${format}`)))).toBeNull();
      for (const words of [['caption'], ['ask', 'what is in the picture?']] as const) {
        const [command, ...question] = words;
        const answers = await Promise.all(
          ['full', 'bare'].map((name) => unicode2(command, at(`${name}.${format}`), ...question)),
        );
        expect(answers[0]).toMatchObject({ code: 0, stdout: expect.stringMatching(/\w/) });
        expect(answers[1]!.stdout).toBe(answers[0]!.stdout);
      }
    },
  );

  it('edits inside the mask only, to the last bit, at the size of the source', async () => {
    const mask = Buffer.alloc(96 * 64);
    for (let y = 20; y < 50; y += 1) mask.fill(255, y * 96 + 30, y * 96 + 70);
    await sharp(mask, { raw: { width: 96, height: 64, channels: 1 } }).toFile(at('mask.png'));
    const edited = await unicode2(
      'edit',
      at('blue.png'),
      'add a cat',
      '--mask',
      at('mask.png'),
      '--seed',
      '3',
      '--out',
      at('edited.png'),
      '--library',
      at('library'),
    );
    expect(edited).toMatchObject({ code: 0 });
    const pixels = async (name: string) => sharp(at(name)).ensureAlpha().raw().toBuffer();
    const [before, after] = [await pixels('blue.png'), await pixels('edited.png')];
    expect(after.length).toBe(before.length);
    mask.forEach((white, pixel) => {
      if (white === 0) expect(after.readUInt32BE(pixel * 4)).toBe(before.readUInt32BE(pixel * 4));
    });
    expect(Buffer.compare(before, after)).not.toBe(0);
    expect(await readdir(at('library'))).toContain('library.sqlite');
  });

  it('says what is installed and how fast it is', async () => {
    const { code, stdout } = await unicode2('doctor', '--json');
    expect(code).toBe(0);
    const { value } = JSON.parse(stdout) as { value: Record<string, unknown> };
    expect(value).toMatchObject({
      versions: { node: process.versions.node, onnxRuntime: expect.any(String) },
      engine: { peakMemoryMb: expect.any(Number) },
      pack: { state: 'ready' },
      speeds: { codesPerSecond: expect.any(Number), encodeMs: expect.any(Number) },
    });
  });
});
