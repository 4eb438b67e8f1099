import { createVocabulary, findUnknownWords } from '../../contract/known-words.ts';
import { log } from './context.ts';
import type { ReadyEngine } from './with-engine.ts';

/** Says on stderr which words the model has never seen: it cannot show or understand them. */
export function warnAboutWords(text: string, { pack }: ReadyEngine): void {
  for (const { word, near } of findUnknownWords(text, createVocabulary(pack.manifest.words))) {
    const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`;
    log(`Warning: the model does not know "${word}".${hint}`);
  }
}
