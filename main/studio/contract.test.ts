import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelNames, type ChannelName } from '../../contract/channel-names.ts';
import { channels } from '../../contract/channels.ts';
import {
  createTestFolder,
  openTestStudio,
  png,
  trusted,
  type TestStudio,
} from './fixtures/test-studio.ts';

const space = createTestFolder();
let test: TestStudio;
beforeAll(async () => {
  test = await openTestStudio(space.folder);
});
afterAll(async () => {
  await test.studio.close();
  space.remove();
});

const absent = 'absent00';

async function importSample(): Promise<string> {
  const uploadId = await test.upload(await png(12, 8, (x, y) => [x * 20, y * 30, 7, 255]));
  return (await test.call('pictures.import', { uploadId, title: 'Sample' })).id;
}

async function failedJob(): Promise<string> {
  const { StudioError } = await import('../../contract/errors.ts');
  test.engine.failNext = new StudioError('engine-crashed', 'Gone.');
  return (await test.runJob({ kind: 'generate', prompt: 'a cat' })).jobId;
}

async function generated(): Promise<string> {
  return (await test.runJob({ kind: 'generate', prompt: 'a red apple', seed: 1 })).jobId;
}

async function newChat(): Promise<string> {
  return (await test.call('chats.create', {})).id;
}

async function chatWithRefusal(): Promise<string> {
  const chatId = await newChat();
  await test.runJob({ kind: 'chat', chatId, text: 'draw a zebra' });
  return chatId;
}

/** For every channel a payload that works and one that is refused; a channel without a line does not compile. */
const cases: Record<ChannelName, { good: () => unknown; bad: unknown; code?: string }> = {
  'studio.status': { good: () => ({}), bad: 'text' },
  'packs.list': { good: () => ({}), bad: 7 },
  'packs.verify': { good: () => ({ packId: 'tiny' }), bad: { packId: 'none' }, code: 'not-found' },
  'packs.select': { good: () => ({ packId: 'tiny' }), bad: { packId: 'none' }, code: 'not-found' },
  'pictures.list': { good: () => ({ limit: 3 }), bad: { limit: 0 } },
  'pictures.get': {
    good: async () => ({ pictureId: await importSample() }),
    bad: { pictureId: '../../etc/passwd' },
  },
  'pictures.import': {
    good: async () => ({ uploadId: await test.upload(await png(5, 5, () => [1, 2, 3, 255])) }),
    bad: { uploadId: absent },
    code: 'not-found',
  },
  'pictures.delete': {
    good: async () => ({ pictureIds: [await importSample()] }),
    bad: { pictureIds: [] },
  },
  'pictures.restore': {
    good: async () => ({ pictureIds: [await importSample()] }),
    bad: { pictureIds: ['x'] },
  },
  'pictures.export': {
    good: async () => ({ pictureId: await importSample(), format: 'webp' }),
    bad: { pictureId: absent, format: 'bmp' },
  },
  'codebook.describe': { good: () => ({ code: 3 }), bad: { code: 1e6 } },
  'codebook.measure': {
    good: async () => ({ pictureId: await importSample() }),
    bad: { pictureId: absent },
    code: 'not-found',
  },
  'jobs.start': {
    good: () => ({ kind: 'generate', prompt: 'a cat', seed: 3 }),
    bad: { kind: 'generate', prompt: ' ' },
  },
  'jobs.cancel': {
    good: async () => ({ jobId: await generated() }),
    bad: { jobId: absent },
    code: 'not-found',
  },
  'jobs.retry': {
    good: async () => ({ jobId: await failedJob() }),
    bad: { jobId: absent },
    code: 'not-found',
  },
  'jobs.list': { good: () => ({ states: ['done'] }), bad: { states: ['lost'] } },
  'jobs.events': {
    good: async () => ({ jobId: await generated(), afterSeq: 1 }),
    bad: { jobId: absent, afterSeq: -1 },
  },
  'chats.list': { good: () => ({}), bad: [] },
  'chats.create': { good: () => ({}), bad: 'x' },
  'chats.get': {
    good: async () => ({ chatId: await chatWithRefusal() }),
    bad: { chatId: absent },
    code: 'not-found',
  },
  'chats.delete': {
    good: async () => ({ chatId: await newChat() }),
    bad: { chatId: absent },
    code: 'not-found',
  },
  'chats.restore': {
    good: async () => ({ chatId: await newChat() }),
    bad: { chatId: absent },
    code: 'not-found',
  },
  'settings.get': { good: () => ({}), bad: 1 },
  'settings.set': { good: () => ({ exportFormat: 'webp' }), bad: { threads: 0 } },
};

describe.each(channelNames)('%s', (name) => {
  it('answers a good payload as the contract says', async () => {
    const result = await test.studio.dispatch(name, await cases[name].good(), trusted);
    expect(result).toMatchObject({ ok: true });
    if (result.ok) {
      // What the page receives went through JSON.
      const received: unknown = JSON.parse(JSON.stringify(result.value));
      expect(channels[name].output.parse(received)).toEqual(received);
    }
  });

  it('refuses a bad payload', async () => {
    const { bad, code = 'bad-input' } = cases[name];
    const result = await test.studio.dispatch(name, bad, trusted);
    expect(result).toMatchObject({ ok: false, error: { code } });
  });

  it('refuses a sender that is not trusted, before it looks at the payload', async () => {
    const sender = {
      host: 'browser',
      trusted: false,
      origin: 'https://elsewhere.example',
    } as const;
    const result = await test.studio.dispatch(name, await cases[name].good(), sender);
    expect(result).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
  });
});

it('knows no other channels', async () => {
  const result = await test.studio.dispatch('__proto__', {}, trusted);
  expect(result).toMatchObject({ ok: false, error: { code: 'unknown-channel' } });
});
