import { expect, it } from 'vitest';
import { testManifest } from '../engine/fixtures/test-manifest.ts';
import { noveltyOf } from './picture-tokens.ts';

const manifest = { ...testManifest, typicalDistance: 2 };

it('tells a few far patches among near ones', () => {
  const near = Array<number>(64).fill(2);
  expect(noveltyOf({ distances: near }, { manifest })).toBe(1);
  const some = [...near.slice(4), 20, 20, 20, 20];
  expect(noveltyOf({ distances: some }, { manifest })).toBeCloseTo((1 + 36 / 64 + 10) / 2);
  expect(noveltyOf({ distances: [6] }, { manifest })).toBe(3);
});

it('is not known without patches or a typical distance', () => {
  expect(noveltyOf({ distances: [] }, { manifest })).toBeNull();
  const silent = { ...manifest, typicalDistance: undefined };
  expect(noveltyOf({ distances: [1] }, { manifest: silent })).toBeNull();
});
