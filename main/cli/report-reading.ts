import type { Reading } from '../../contract/reading.ts';
import { readWith } from '../services/unknown-words.ts';
import { log } from './context.ts';
import type { ReadyEngine } from './with-engine.ts';

/** Says on stderr which words the model reads as others, and which it has never seen: it cannot show or understand them. */
export function reportReading(text: string, { pack }: ReadyEngine): Reading {
  const reading = readWith(pack, text);
  for (const { written, read } of reading.corrections) log(`Read "${written}" as "${read}".`);
  for (const { word, near } of reading.unknown) {
    const hint = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`;
    log(`Warning: the model does not know "${word}".${hint}`);
  }
  return reading;
}
