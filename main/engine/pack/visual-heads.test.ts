import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTrainableCodebook } from '../codebook/trainable.ts';
import { testManifest } from '../fixtures/test-manifest.ts';
import { testTokenizer as tokenizer } from '../fixtures/test-tokenizer.ts';
import type { LanguageModel } from '../language/language-model.ts';
import type { VisualHead } from '../language/visual-head.ts';
import { createRowProducts } from '../runtime/row-products.ts';
import { floatTensor } from '../runtime/tensor.ts';
import { parseQueryAxes } from './query-axes-file.ts';
import { largestExactHead, openVisualHead } from './visual-heads.ts';

const products = await createRowProducts(1);
const rowDimension = testManifest.codebook.rowDimension;
const greedy = { temperature: 0, topK: 0, topP: 1 };

function pack(size: number) {
  const rows = Float32Array.from({ length: size * rowDimension }, (_, at) => Math.sin(at * at));
  const asked: number[] = [];
  const language: LanguageModel = {
    begin: (batch) => ({
      batch,
      advance: async () => {
        asked.push(batch);
        const queries = Float32Array.from({ length: batch * rowDimension }, (_, at) =>
          Math.cos(at + asked.length),
        );
        return {
          textLogits: new Float32Array(0),
          visualQuery: floatTensor(queries, [batch, rowDimension]),
        };
      },
    }),
  };
  const exact: VisualHead = {
    score: async (query) => ({
      codes: null,
      logits: await products.multiply(query, rows, rowDimension),
    }),
    dispose: async () => undefined,
  };
  const parts = {
    manifest: { ...testManifest, codebook: { size, dimension: 3, rowDimension } },
    rows: createTrainableCodebook(rows, size, rowDimension),
    language,
    tokenizer,
    products,
    threads: 1,
    sha256: { languageModel: '0a'.repeat(32), trainableCodebook: '0b'.repeat(32) },
    notes: [] as string[],
  };
  return { rows, asked, exact, parts };
}

describe('opening the visual head', () => {
  it('leaves small codebooks exact and their folder alone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unicode2-head-'));
    const { exact, parts, asked } = pack(largestExactHead);
    expect(await openVisualHead(folder, exact, parts)).toBe(exact);
    expect(asked).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('lists candidates of large ones, by axes that are fitted once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'unicode2-head-'));
    const { exact, parts, asked } = pack(largestExactHead + 100);
    const head = await openVisualHead(folder, exact, parts);
    const calls = asked.length;
    expect(new Set(asked)).toEqual(new Set([1, 2])); // without guidance, and with it
    const query = Float32Array.of(3, -2);
    const { codes, logits } = await head.score(query, greedy);
    expect(codes!.length).toBeLessThan(20_000);
    const all = (await exact.score(query, greedy)).logits;
    expect(Math.max(...logits)).toBeCloseTo(all.toSorted().at(-1)!, 5);

    const [name] = readdirSync(folder);
    const stored = readFileSync(join(folder, name!));
    const again = await openVisualHead(folder, exact, parts);
    expect(asked).toHaveLength(calls);
    expect(await again.score(query, greedy)).toEqual({ codes, logits });
    expect(parts.notes).toEqual([]);
    writeFileSync(join(folder, name!), stored.subarray(0, 50));
    await openVisualHead(folder, exact, parts);
    expect(parts.notes).toEqual([expect.stringMatching(/axes are fitted again. .*header claims/)]);
    expect(asked.length).toBeGreaterThan(calls);
    expect(readdirSync(folder)).toEqual([name]);

    const { sha256 } = parts;
    const origin = { sha256, rowDimension, axisCount: rowDimension };
    expect(parseQueryAxes(stored, origin).mean).toHaveLength(rowDimension);
    const other = { ...sha256, languageModel: 'ff'.repeat(32) };
    expect(() => parseQueryAxes(stored, { ...origin, sha256: other })).toThrow(/another language/);
    expect(() => parseQueryAxes(stored, { ...origin, axisCount: 1 })).toThrow(/"ofQueries"/);
  });

  it('refuses a row that is not finite', async () => {
    const { exact, parts, rows } = pack(largestExactHead + 1);
    rows[30_000 * rowDimension] = NaN;
    await expect(openVisualHead('/nowhere/at/all', exact, parts)).rejects.toThrow(
      expect.objectContaining({
        code: 'pack-invalid',
        message: expect.stringMatching(/Row 30000/),
      }),
    );
  });
});
