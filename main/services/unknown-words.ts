import { createVocabulary } from '../../contract/known-words.ts';
import { readText, type Reading } from '../../contract/reading.ts';
import type { LoadedPack } from '../engine/tasks.ts';

export function readWith({ manifest }: LoadedPack, text: string): Reading {
  return readText(text, createVocabulary(manifest.words));
}

/** A refusal's message with the words the pack does not know, which are the likely reason, and known ones near them. */
export function nameUnknownWords(message: string, { unknown }: Reading): string {
  const sentences = unknown.map(({ word, near }) =>
    near.length === 0
      ? `The pack does not know "${word}".`
      : `The pack does not know "${word}"; near: ${near.join(', ')}.`,
  );
  return [message, ...new Set(sentences)].join(' ');
}
