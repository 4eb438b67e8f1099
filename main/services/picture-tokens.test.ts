import { expect, it } from 'vitest';
import { testManifest } from '../engine/fixtures/test-manifest.ts';
import { noveltyOf } from './picture-tokens.ts';

const manifest = { ...testManifest, typicalDistance: 2 };

it('tells a few far patches among near ones', () => {
  const near = new Float32Array(64).fill(2);
  expect(noveltyOf({ distances: near }, { manifest })).toBe(1);
  const some = near.with(0, 20).with(1, 20).with(2, 20).with(3, 20);
  expect(noveltyOf({ distances: some }, { manifest })).toBeCloseTo((1 + 36 / 64 + 10) / 2);
  expect(noveltyOf({ distances: Float32Array.of(6) }, { manifest })).toBe(3);
});

it('is not known without patches or a typical distance', () => {
  expect(noveltyOf({ distances: new Float32Array() }, { manifest })).toBeNull();
  const silent = { ...manifest, typicalDistance: undefined };
  expect(noveltyOf({ distances: Float32Array.of(1) }, { manifest: silent })).toBeNull();
});
