import { describe, expect, it } from 'vitest';
import { testManifest } from '../fixtures/test-manifest.ts';
import { floatTensor } from '../runtime/tensor.ts';
import { cacheSpec, emptyCache, nextCache } from './cache.ts';

const language = { ...testManifest.language, layers: 2, heads: 3, headDimension: 4 };

describe('the cache of the language model', () => {
  it('is two tensors in packs that say nothing', () => {
    const spec = cacheSpec({ language });
    expect(spec.past.map(({ name }) => name)).toEqual(['past_keys', 'past_values']);
    expect(spec.present[0]).toEqual({
      name: 'present_keys',
      type: 'float32',
      dims: [2, 'B', 3, 'P+T', 4],
    });
    expect(emptyCache(spec, 2)['past_values']?.dims).toEqual([2, 2, 3, 0, 4]);
  });

  it('is two tensors per layer where the manifest says so, and each present is the next past', () => {
    const spec = cacheSpec({ language: { ...language, cache: 'perLayer' } });
    const names = ['past_keys_0', 'past_values_0', 'past_keys_1', 'past_values_1'];
    expect(spec.past.map(({ name }) => name)).toEqual(names);
    expect(emptyCache(spec, 1)['past_keys_1']?.dims).toEqual([1, 3, 0, 4]);
    const outputs = Object.fromEntries(
      spec.present.map(({ name }, index) => [name, floatTensor(new Float32Array([index]), [1])]),
    );
    const next = nextCache(spec, outputs);
    expect(names.map((name) => next[name]?.data[0])).toEqual([0, 1, 2, 3]);
  });
});
