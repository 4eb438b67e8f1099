/** Parity: every graph of the pack, run here, against what PyTorch computed before export. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { testPackFolder } from './fixtures/test-pack.ts';
import { openFrozenCodebook, readTrainableCodebook } from './pack/codebooks.ts';
import { readPackFile } from './pack/files.ts';
import { graphRoles, graphSpec, type GraphRole } from './pack/graph-specs.ts';
import { packFile } from './pack/load.ts';
import { parseManifest } from './pack/manifest.ts';
import { parseSafetensors, type StoredTensor } from './pack/safetensors.ts';
import { createRowProducts } from './runtime/row-products.ts';
import { createGraphSession } from './runtime/session.ts';
import { floatTensor, idTensor, type EngineTensor } from './runtime/tensor.ts';

const folder = testPackFolder();
const manifest = parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
const read = (role: Parameters<typeof packFile>[1]) =>
  readPackFile(folder, packFile(manifest, role));

let golden: Map<string, StoredTensor>;
let rows: EngineTensor;

beforeAll(async () => {
  golden = parseSafetensors(await read('golden'), 'golden');
  rows = readTrainableCodebook(await read('trainableCodebook'), manifest).tensor;
});

function stored(name: string): EngineTensor {
  const tensor = golden.get(name);
  if (tensor === undefined) {
    // The visual head's rows are the trainable codebook itself; the golden file does not repeat it.
    if (name === 'visualHead/rows') return rows;
    throw new Error(`The golden file has no "${name}".`);
  }
  if (tensor.data instanceof Float32Array) return floatTensor(tensor.data, tensor.dims);
  if (tensor.data instanceof BigInt64Array) return idTensor(tensor.data, tensor.dims);
  throw new Error(`"${name}" is ${tensor.type}.`);
}

function largestDifference(actual: EngineTensor, expected: EngineTensor): number {
  expect(actual.dims).toEqual(expected.dims);
  let largest = 0;
  for (let index = 0; index < actual.data.length; index += 1) {
    const difference = Math.abs(Number(actual.data[index]) - Number(expected.data[index]));
    if (!(difference <= largest)) largest = difference; // NaN counts as a difference
  }
  return largest;
}

async function checkGraph(role: GraphRole): Promise<void> {
  const tolerance = manifest.goldenTolerance?.[role];
  if (tolerance === undefined) throw new Error(`The manifest has no goldenTolerance for ${role}.`);
  const spec = graphSpec(role, manifest);
  const session = await createGraphSession(await read(role), { label: role, spec, threads: 2 });
  for (const step of role === 'languageModel' ? ['/prefill', '/step'] : ['']) {
    const name = (tensor: { readonly name: string }) => `${role}${step}/${tensor.name}`;
    const feeds = Object.fromEntries(spec.inputs.map((input) => [input.name, stored(name(input))]));
    const outputs = await session.run(feeds);
    for (const output of spec.outputs) {
      const difference = largestDifference(outputs[output.name]!, stored(name(output)));
      expect(difference, name(output)).toBeLessThanOrEqual(tolerance);
    }
  }
  await session.dispose();
}

describe(`golden values of the pack "${manifest.id}"`, () => {
  const roles = graphRoles.filter((role) => manifest.files.some((file) => file.role === role));

  it.each(roles)('%s', (role) => checkGraph(role));

  it('codes of the golden pictures', async () => {
    const spec = graphSpec('visionEncoder', manifest);
    const model = await read('visionEncoder');
    const session = await createGraphSession(model, { label: 'visionEncoder', spec, threads: 2 });
    const outputs = await session.run({ pixels: stored('visionEncoder/pixels') });
    await session.dispose();
    const products = await createRowProducts(2);
    const file = packFile(manifest, 'frozenCodebook');
    const codebook = await openFrozenCodebook(folder, file, manifest, {
      products,
      threads: 2,
      sessions: [],
      notes: [],
    });
    const { codes } = await codebook.search(outputs['patch_embeddings']!.data as Float32Array);
    expect(codes).toEqual(Array.from(stored('codes/expected').data, Number));
  });
});
