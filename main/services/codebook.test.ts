import { expect, it } from 'vitest';
import { channels } from '../../contract/channels.ts';
import { testManifest } from '../engine/fixtures/test-manifest.ts';
import type { EncodedPicture } from '../engine/tasks.ts';
import { createCodebookHandlers } from './codebook.ts';
import type { ServiceContext } from './context.ts';

async function measure(encoded: Pick<EncodedPicture, 'distances' | 'secondDistances'>) {
  const handlers = createCodebookHandlers({
    engine: { run: () => Promise.resolve(encoded) },
    packs: { require: () => ({ manifest: testManifest }) },
    library: {
      pictures: { get: (id: string) => ({ id, mediaType: 'image/png' }) },
      files: { picture: () => 'picture.png' },
    },
  } as unknown as ServiceContext);
  const answer = await handlers['codebook.measure']({ pictureId: 'a' });
  // As the page receives it.
  return channels['codebook.measure'].output.parse(JSON.parse(JSON.stringify(answer)));
}

it('measures to the nearest and to the second-nearest code of each patch', async () => {
  const distances = Float32Array.of(1, 0.5, 2, 0);
  const secondDistances = Float32Array.of(1.5, 0.5, 8, 3);
  expect(await measure({ distances, secondDistances })).toEqual({
    width: 2,
    height: 2,
    distances: [1, 0.5, 2, 0],
    secondDistances: [1.5, 0.5, 8, 3],
    typicalDistance: null,
  });
});

it('says null where a codebook has no second code', async () => {
  const distances = Float32Array.of(1, 2, 3, 4);
  const secondDistances = new Float32Array(4).fill(Infinity);
  const measured = await measure({ distances, secondDistances });
  expect(measured.secondDistances).toEqual([null, null, null, null]);
});
