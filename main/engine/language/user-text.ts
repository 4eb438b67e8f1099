import { createVocabulary } from '../../../contract/known-words.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { correctTypos } from '../../../contract/typo-correction.ts';

/** What the model reads of a text that a user wrote: misspelt words are the known ones they stand for. */
export function readUserText(text: string, manifest: PackManifest): string {
  return correctTypos(text, createVocabulary(manifest.words)).text;
}
