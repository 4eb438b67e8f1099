import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createVocabulary } from '../../../contract/known-words.ts';
import { packManifestSchema } from '../../../contract/pack-manifest.ts';
import { readText } from '../../../contract/reading.ts';
import { refuseRequest } from './refuse-request.ts';

const manifestFile = new URL('../../../resources/packs/starter/manifest.json', import.meta.url);
const { words } = packManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
const known = createVocabulary(words);
const refuse = (text: string) => refuseRequest(text, readText(text, known), words);

const nounsFile = new URL('../../../training/unicode2_training/world/nouns.json', import.meta.url);
interface Noun {
  readonly noun: string;
  readonly heldOut?: boolean;
}
/** What no world draws, so that it can measure honesty. */
const neverDrawn = (JSON.parse(readFileSync(nounsFile, 'utf8')) as Noun[])
  .filter(({ heldOut }) => heldOut)
  .map(({ noun }) => noun);

describe('nouns that are never drawn', () => {
  it.each(neverDrawn)('“draw a %s on the beach” is refused', (noun) => {
    expect(refuse(`draw a ${noun} on the beach`)?.words.map(({ word }) => word)).toEqual([noun]);
  });

  it('have a near word that the pack knows, but for one at most', () => {
    const helped = neverDrawn.filter((noun) => {
      const refusal = refuse(`draw a ${noun} on the beach`);
      const near = refusal?.words[0]?.near ?? [];
      return near.length > 0 && near.every((word) => known.has(word));
    });
    expect(helped.length).toBeGreaterThanOrEqual(19);
  });
});
