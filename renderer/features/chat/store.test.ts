import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../contract/chats.ts';
import { mergeMessages } from './store.ts';

function message(id: string, createdAtMs: number, text = ''): ChatMessage {
  return {
    id,
    role: 'user',
    text,
    pictureIds: [],
    createdAtMs,
    jobId: null,
    confidence: null,
    error: null,
    reading: null,
    refusal: null,
  };
}

describe('mergeMessages', () => {
  it('replaces a message by its newer version and keeps the order of writing', () => {
    const known = [message('question', 1, 'what is this?'), message('answer00', 2)];
    const merged = mergeMessages([message('answer00', 2, 'an apple')], known);
    expect(merged.map(({ text }) => text)).toEqual(['what is this?', 'an apple']);
  });

  it('puts a message that comes late where it belongs', () => {
    const merged = mergeMessages([message('first000', 1)], [message('second00', 2)]);
    expect(merged.map(({ id }) => id)).toEqual(['first000', 'second00']);
  });
});
