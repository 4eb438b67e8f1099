import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StudioEvent } from '../../contract/events.ts';
import type { Sender } from '../../contract/handlers.ts';
import { StudioError } from '../../contract/errors.ts';
import { startWebHost, type WebHost } from './host.ts';

const uploadLimit = 64 * 1024;
const uploadId = 'upload00';
const calls: { channel: string; payload: unknown; sender: Sender }[] = [];
const committed: string[] = [];
let emit: (event: StudioEvent) => void;
let folder: string;
let host: WebHost;
let cookie: string;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

/** Plain HTTP, because fetch sets Host and Origin by itself and tidies paths. */
function send(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: host.port, method, path, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject).end(body);
  });
}

const origin = (): string => `http://127.0.0.1:${host.port}`;
const asPage = (): Record<string, string> => ({ cookie, origin: origin() });
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unicode2-web-'));
  await mkdir(join(folder, 'page'));
  await writeFile(join(folder, 'page', 'index.html'), '<title>page</title>');
  await writeFile(join(folder, 'secret.txt'), 'outside the page');
  await writeFile(join(folder, 'picture.png'), 'pixels');
  host = await startWebHost({
    port: 0,
    pageFolder: join(folder, 'page'),
    maximumUploadBytes: uploadLimit,
    studio: {
      dispatch: async (channel, payload, sender) => {
        calls.push({ channel, payload, sender });
        return { ok: true, value: 'heard' };
      },
      onEvent: (listener) => {
        emit = listener;
        return () => undefined;
      },
      assets: {
        resolve: async (path) => {
          if (path !== '/assets/pictures/one' && path !== '/assets/exports/one') {
            throw new StudioError('not-found', `Nothing at ${path}.`);
          }
          const downloadName = path.includes('exports') ? 'crème "1".png' : null;
          return { file: join(folder, 'picture.png'), mediaType: 'image/png', downloadName };
        },
        beginUpload: async () => ({ uploadId, file: join(folder, uploadId) }),
        commitUpload: async (id) => committed.push(id),
      },
    },
  });
  const { pathname, search } = new URL(host.url);
  const answer = await send('GET', pathname + search);
  expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
  const [setCookie] = answer.headers['set-cookie'] as string[];
  expect(setCookie).toMatch(/; HttpOnly/);
  expect(setCookie).toMatch(/; SameSite=Strict/);
  cookie = setCookie!.split(';')[0]!;
});

afterAll(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

describe('who may come in', () => {
  it('says to open the printed link without a cookie, and with a wrong key or cookie', async () => {
    const name = cookie.split('=')[0]!;
    for (const [path, headers] of [
      ['/', {}],
      ['/?key=wrong', {}],
      ['/assets/pictures/one', { cookie: `${name}=wrong` }],
    ] as const) {
      const answer = await send('GET', path, headers);
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('Open the printed link');
    }
  });

  it('refuses a foreign Host header even with the cookie', async () => {
    const answer = await send('GET', '/', { cookie, host: `studio.example:${host.port}` });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('studio.example');
  });

  it('serves the page with a policy that allows its own code only', async () => {
    const answer = await send('GET', '/', { cookie });
    expect([answer.status, answer.text]).toEqual([200, '<title>page</title>']);
    expect(answer.headers['content-security-policy']).toContain("script-src 'self';");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..%5csecret.txt'])(
    'does not leave the page folder: %s',
    async (path) => {
      const answer = await send('GET', path, { cookie });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.text).not.toContain('outside the page');
    },
  );
});

describe('calls', () => {
  it('forwards a call with its sender', async () => {
    const answer = await send('POST', '/call/studio.status', { ...asPage(), ...json }, '{"a":1}');
    expect(JSON.parse(answer.text)).toEqual({ ok: true, value: 'heard' });
    expect(calls.at(-1)).toEqual({
      channel: 'studio.status',
      payload: { a: 1 },
      sender: { host: 'browser', trusted: true, origin: origin() },
    });
  });

  it('hears nothing without or with a foreign Origin, nor what is not JSON', async () => {
    const before = calls.length;
    const path = '/call/studio.status';
    const foreign = { cookie, origin: 'https://elsewhere.example', ...json };
    expect((await send('POST', path, { cookie, ...json }, '{}')).status).toBe(403);
    expect((await send('POST', path, foreign, '{}')).status).toBe(403);
    const plain = { ...asPage(), 'content-type': 'text/plain' };
    expect((await send('POST', path, plain, '{}')).status).toBe(415);
    expect((await send('POST', path, { ...asPage(), ...json }, '{no')).status).toBe(400);
    expect(calls.length).toBe(before);
  });
});

describe('events', () => {
  /** The status of the answer to an upgrade request, and the socket when that is 101. */
  const upgrade = (headers: Record<string, string>): Promise<[number, Socket | null]> =>
    new Promise((resolve, reject) => {
      const upgradeHeaders = {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
      };
      httpRequest({
        host: '127.0.0.1',
        port: host.port,
        path: '/events',
        headers: { ...upgradeHeaders, ...headers },
      })
        .on('upgrade', (_response, socket) => resolve([101, socket as Socket]))
        .on('response', (response) => resolve([response.resume().statusCode ?? 0, null]))
        .on('error', reject)
        .end();
    });

  it('sends every event to a page, and refuses the upgrade to others', async () => {
    expect((await upgrade({ origin: origin() }))[0]).toBe(401);
    expect((await upgrade({ cookie }))[0]).toBe(403);
    expect((await upgrade({ cookie, origin: 'https://elsewhere.example' }))[0]).toBe(403);
    const [status, socket] = await upgrade(asPage());
    expect(status).toBe(101);
    const heard = new Promise<Buffer>((resolve) => socket!.once('data', resolve));
    const event: StudioEvent = { type: 'pack.changed', packId: 'starter' };
    emit(event);
    // A short text frame from a server: two bytes of header (0x81, length), then the text.
    const frame = await heard;
    expect([frame[0], frame[1]]).toEqual([0x81, frame.length - 2]);
    expect(JSON.parse(frame.subarray(2).toString())).toEqual(event);
    socket!.destroy();
  });
});

describe('assets', () => {
  it('sends a picture as what it is, and an export under its name', async () => {
    const picture = await send('GET', '/assets/pictures/one', { cookie });
    expect([picture.status, picture.text]).toEqual([200, 'pixels']);
    expect(picture.headers['content-type']).toBe('image/png');
    expect(picture.headers['cache-control']).toContain('immutable');
    const exported = await send('GET', '/assets/exports/one', { cookie });
    expect(exported.headers['content-disposition']).toBe(
      `attachment; filename="cr_me _1_.png"; filename*=UTF-8''cr%C3%A8me%20%221%22.png`,
    );
    expect((await send('GET', '/assets/pictures/two', { cookie })).status).toBe(404);
    expect((await send('GET', '/assets/..%2f..%2fsecret.txt', { cookie })).status).toBe(400);
  });

  it('writes an upload to its file', async () => {
    const png = { ...asPage(), 'content-type': 'image/png' };
    const answer = await send('PUT', '/assets', png, Buffer.alloc(uploadLimit, 7));
    expect([answer.status, JSON.parse(answer.text)]).toEqual([201, { uploadId }]);
    expect(committed).toEqual([uploadId]);
    const written = await readFile(join(folder, uploadId));
    expect(written.equals(Buffer.alloc(uploadLimit, 7))).toBe(true);
    await rm(join(folder, uploadId));
  });

  it('refuses what is too large, announced or not, and what is no picture; nothing stays', async () => {
    const png = { ...asPage(), 'content-type': 'image/png' };
    const large = Buffer.alloc(uploadLimit + 1);
    const before = committed.length;
    expect((await send('PUT', '/assets', png, large)).status).toBe(413);
    const chunked = { ...png, 'transfer-encoding': 'chunked' };
    expect((await send('PUT', '/assets', chunked, large)).status).toBe(413);
    const html = { ...asPage(), 'content-type': 'text/html' };
    expect((await send('PUT', '/assets', html, '<script>')).status).toBe(400);
    expect((await send('PUT', '/assets', { cookie }, large)).status).toBe(403);
    expect(committed.length).toBe(before);
    expect(await readdir(folder)).not.toContain(uploadId);
  });
});

describe('failures', () => {
  const failureOf = async (answer: Promise<Answer>) => {
    const { status, text } = await answer;
    const { ok, error } = JSON.parse(text) as { ok: boolean; error: Record<string, unknown> };
    expect([ok, error['details']]).toEqual([false, { status }]);
    return [status, error['code'], error['message']];
  };

  it('answers with an envelope what Fastify refuses by itself', async () => {
    const asCall = { ...asPage(), ...json };
    const path = '/call/studio.status';
    expect(await failureOf(send('GET', '/absent.js', { cookie }))).toEqual([
      404,
      'not-found',
      'There is nothing at "GET /absent.js".',
    ]);
    expect(await failureOf(send('DELETE', path, asPage()))).toEqual([
      404,
      'not-found',
      `There is nothing at "DELETE ${path}".`,
    ]);
    expect(await failureOf(send('POST', path, asCall, '{no'))).toEqual([
      400,
      'bad-input',
      expect.stringContaining('JSON'),
    ]);
    const large = JSON.stringify('x'.repeat(1024 * 1024));
    expect(await failureOf(send('POST', path, asCall, large))).toEqual([
      413,
      'bad-input',
      `The body of "${path}" has 1048578 bytes; 1048576 bytes are allowed.`,
    ]);
    const plain = { ...asPage(), 'content-type': 'text/plain' };
    expect(await failureOf(send('POST', path, plain, '{}'))).toEqual([
      415,
      'bad-input',
      `"text/plain" is not read at "${path}"; send application/json.`,
    ]);
    expect(await failureOf(send('GET', '/%zz', { cookie }))).toEqual([
      400,
      'bad-input',
      expect.stringContaining('/%zz'),
    ]);
  });

  it('limits guesses, also at the addresses of pictures, and says so in an envelope', async () => {
    let last = await send('GET', '/assets/pictures/one');
    for (let guess = 0; guess < 60 && last.status === 401; guess += 1) {
      last = await send('GET', '/assets/pictures/one');
    }
    expect(await failureOf(Promise.resolve(last))).toEqual([
      429,
      'forbidden-sender',
      expect.stringMatching(/without this studio's cookie.*retry in/),
    ]);
    expect((await send('GET', '/', { cookie })).status).toBe(200);
  });
});
