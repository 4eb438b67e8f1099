import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { GraphSpec } from './graph-spec.ts';
import { createGraphSession } from './session.ts';
import { floatTensor } from './tensor.ts';

const model = readFileSync(new URL('../fixtures/scale.onnx', import.meta.url));
const spec: GraphSpec = {
  inputs: [{ name: 'x', type: 'float32', dims: ['B', 3] }],
  outputs: [{ name: 'y', type: 'float32', dims: ['B', 3] }],
  dynamic: ['B'],
};
const open = (changed: Partial<GraphSpec> = {}) =>
  createGraphSession(model, { label: 'scale', spec: { ...spec, ...changed }, threads: 1 });

describe('graph session', () => {
  it('runs, and refuses inputs of other names or sizes', async () => {
    const session = await open();
    const outputs = await session.run({ x: floatTensor(Float32Array.of(1, 2, 3), [1, 3]) });
    expect([...outputs['y']!.data]).toEqual([2, 4, 6]);
    await expect(session.run({})).rejects.toThrow(/input x is missing/);
    await expect(session.run({ x: floatTensor(new Float32Array(4), [1, 4]) })).rejects.toThrow(
      /\[1, 4\]/,
    );
    await expect(session.run({ x: floatTensor(new Float32Array(2), [1, 3]) })).rejects.toThrow(
      /2 values/,
    );
    await session.dispose();
    await expect(session.run({})).rejects.toThrow(/disposed/);
  });

  it('refuses a file whose declaration differs from the specification', async () => {
    await expect(
      open({ inputs: [{ name: 'z', type: 'float32', dims: ['B', 3] }] }),
    ).rejects.toThrow(/has the inputs x; they must be z/);
    await expect(
      open({ outputs: [{ name: 'y', type: 'float32', dims: ['B', 4] }] }),
    ).rejects.toThrow(/the manifest says \[B, 4\]/);
    await expect(open({ inputs: [{ name: 'x', type: 'int64', dims: ['B', 3] }] })).rejects.toThrow(
      /int64/,
    );
    const fixed = open({
      inputs: [{ name: 'x', type: 'float32', dims: ['B', 'T'] }],
      dynamic: ['T'],
    });
    await expect(fixed).rejects.toThrow(/the manifest says \[B, T\]/);
  });

  it('refuses bytes that are no graph', async () => {
    const bytes = new Uint8Array(100).fill(7);
    await expect(createGraphSession(bytes, { label: 'noise', spec, threads: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'pack-invalid' }),
    );
  });
});
