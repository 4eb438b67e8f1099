import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { StudioError } from '../../contract/errors.ts';
import { createStudioSpace } from './fixtures/studio-space.ts';
import { eventsOf, type TestStudio } from './fixtures/test-studio.ts';

const { start } = createStudioSpace();

describe('chatting', () => {
  const turnsOf = (test: TestStudio) =>
    test.engine.calls
      .filter(({ task }) => task === 'converse')
      .map(({ input }) => (input as { turns: { parts: { type: string }[] }[] }).turns);

  it('streams an answer, draws, and talks about the drawing without reading it again', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    const ask = (text: string) => test.runJob({ kind: 'chat', chatId, text, seed: 1 });
    const first = await ask('what do you see?');
    const deltas = (await eventsOf(test, first.jobId)).map((event) =>
      event.phase === 'text' ? event.delta : '',
    );
    expect(deltas.join('')).toBe('I see 0 pictures.');
    await ask('draw a cat');
    await ask('draw it in blue');
    await ask('and now?');
    const { messages, title } = await test.call('chats.get', { chatId });
    expect(title).toBe('what do you see?');
    expect(messages.map(({ role }) => role)).toEqual(Array(4).fill(['user', 'assistant']).flat());
    expect(messages[1]).toMatchObject({ text: 'I see 0 pictures.', confidence: 0.75, error: null });
    expect(messages[7]).toMatchObject({ text: 'I see 1 pictures.' });
    const [drawn, changed] = await Promise.all(
      [messages[3]!, messages[5]!].map((message) =>
        test.call('pictures.get', { pictureId: message.pictureIds[0]! }),
      ),
    );
    expect(drawn).toMatchObject({ origin: 'generate', parentId: null });
    expect(changed).toMatchObject({ origin: 'edit', parentId: drawn!.id });
    expect(changed!.recipe).toMatchObject({ mode: 'chat', parentHash: drawn!.pixelHash });
    expect(test.engine.calls.some(({ task }) => task === 'picture.encode')).toBe(false);
    expect(existsSync((await test.studio.assets.resolve(changed!.thumbnailUrl)).file)).toBe(true);
  });

  it('says with the answer how the question was read, from the start, and keeps the question', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    const text = 'draw a Blu goat, a rd aplle';
    await test.runJob({ kind: 'chat', chatId, text, seed: 1, anyway: true });
    const [question, answer] = (await test.call('chats.get', { chatId })).messages;
    expect(question).toMatchObject({ text, reading: null });
    expect(answer!.reading).toEqual({
      corrections: [{ written: 'aplle', read: 'apple', start: 22, end: 27 }],
      unknown: [
        { word: 'blu', start: 7, end: 10, near: ['blue'] },
        { word: 'goat', start: 11, end: 15, near: ['cat'] },
        { word: 'rd', start: 19, end: 21, near: ['red'] },
      ],
    });
    const told = test.events.flatMap((event) =>
      event.type === 'chat.message' && event.message.role === 'assistant' ? [event.message] : [],
    );
    expect(told.find(({ reading }) => reading !== null)).toMatchObject({ pictureIds: [] });
    const picture = await test.call('pictures.get', { pictureId: answer!.pictureIds[0]! });
    expect(picture.recipe?.corrections).toEqual(answer!.reading!.corrections);
  });

  it('says itself what the pack does not know, keeps that, and does not ask the model', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    const text = 'draw a zebra and a red apple';
    expect(await test.runJob({ kind: 'chat', chatId, text })).toMatchObject({
      phase: 'done',
      pictureIds: [],
    });
    expect(turnsOf(test)).toEqual([]);
    const refusal = {
      request: text,
      words: [{ word: 'zebra', start: 7, end: 12, near: ['cat'] }],
      suggestions: [
        { use: ['cat'], text: 'draw a cat and a red apple' },
        { use: [], text: 'draw a red apple' },
      ],
    };
    const said = 'I do not know “zebra”. Near to it I know cat.';
    const answer = { role: 'assistant', text: said, refusal, confidence: null, error: null };
    const before = await test.call('chats.get', { chatId });
    expect(before.messages[1]).toMatchObject(answer);
    await test.studio.close();
    const again = await start();
    expect(await again.call('chats.get', { chatId })).toEqual(before);
  });

  it('never gives the model a refused request, but the pictures that came with it', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    const shown = await test.runJob({ kind: 'generate', prompt: 'a cat', seed: 1 });
    const pictureIds = shown.phase === 'done' ? shown.pictureIds : [];
    await test.runJob({ kind: 'chat', chatId, text: 'what breed is it', pictureIds });
    await test.runJob({ kind: 'chat', chatId, text: 'and now?' });
    const shownWith = (text: string) => [
      {
        role: 'user',
        parts: [
          { type: 'picture', codes: expect.any(Array) },
          { type: 'text', text },
        ],
      },
    ];
    expect(turnsOf(test)).toEqual([shownWith('and now?')]);
    await test.runJob({ kind: 'chat', chatId, text: 'what breed is it', anyway: true });
    expect(turnsOf(test).at(-1)).toEqual(shownWith('what breed is it'));
    const { messages } = await test.call('chats.get', { chatId });
    expect(messages.map(({ refusal }) => refusal !== null)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('shows the model the newest picture and the last question, and says where they do not fit', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    const ask = (text: string) => test.runJob({ kind: 'chat', chatId, text });
    for (const text of ['draw a cat', 'draw it in red', 'one', 'two']) await ask(text);
    const { messages: before } = await test.call('chats.get', { chatId });
    const newest = await test.call('pictures.get', { pictureId: before[3]!.pictureIds[0]! });
    const sent = turnsOf(test).at(-1)!;
    expect(sent).toHaveLength(1);
    expect(sent[0]!.parts).toEqual([
      { type: 'picture', codes: newest.tokens!.codes },
      { type: 'text', text: 'two' },
    ]);
    test.engine.maximumTurns = 0;
    expect(await ask('four')).toMatchObject({
      phase: 'failed',
      error: { code: 'context-too-long' },
    });
    const { messages } = await test.call('chats.get', { chatId });
    expect(messages.at(-1)).toMatchObject({ text: '', error: { code: 'context-too-long' } });
  });

  it('answers in the same place when it is asked again', async () => {
    const test = await start();
    const chatId = (await test.call('chats.create', {})).id;
    test.engine.failNext = new StudioError('engine-crashed', 'Gone.');
    const failed = await test.runJob({ kind: 'chat', chatId, text: 'hello' });
    await test.runJob({ kind: 'chat', chatId, text: 'later' });
    const before = await test.call('chats.get', { chatId });
    expect(before.messages[1]).toMatchObject({ text: '', error: { code: 'engine-crashed' } });
    const { jobId } = await test.call('jobs.retry', { jobId: failed.jobId });
    await test.ended(jobId);
    const after = await test.call('chats.get', { chatId });
    expect(after.messages.map(({ id }) => id)).toEqual(before.messages.map(({ id }) => id));
    expect(after.messages[1]).toMatchObject({ text: 'I see 0 pictures.', error: null, jobId });
    expect(turnsOf(test).at(-1)).toHaveLength(1);
    // A page that still shows the failure must not empty the answer.
    await expect(test.call('jobs.retry', { jobId: failed.jobId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
