import cookie from '@fastify/cookie';
import fastify from 'fastify';
import { expect, it } from 'vitest';
import { createGuard } from './guard.ts';

/** The status that a request gets which brings the key, at a guard on this port, under this Host header. */
async function statusFor(port: number, host: string): Promise<number> {
  const app = fastify();
  await app.register(cookie);
  const guard = createGuard(() => port);
  app.addHook('onRequest', (request, reply) => guard.check(request, reply));
  app.get('/', async () => 'page');
  const { statusCode } = await app.inject({ url: `/?key=${guard.key}`, headers: { host } });
  await app.close();
  return statusCode;
}

it.each([
  [80, '127.0.0.1', 303],
  [80, 'localhost', 303],
  [80, 'localhost:80', 303],
  [80, 'studio.example', 403],
  [80, '127.0.0.1:4317', 403],
  // The default port of https, not of http: a browser names it.
  [443, '127.0.0.1:443', 303],
  [443, '127.0.0.1', 403],
  [4317, '127.0.0.1:4317', 303],
  [4317, '127.0.0.1', 403],
])('on port %i, the Host header "%s" gets %i', async (port, host, status) => {
  expect(await statusFor(port, host)).toBe(status);
});

it('takes writes on port 80 from its own origin, which has no port either', async () => {
  const app = fastify();
  await app.register(cookie);
  const guard = createGuard(() => 80);
  app.addHook('onRequest', (request, reply) => guard.check(request, reply));
  app.put('/', async () => 'taken');
  const opened = await app.inject({ url: `/?key=${guard.key}`, headers: { host: 'localhost' } });
  const session = String(opened.headers['set-cookie']).split(';')[0]!;
  const put = (origin: string) =>
    app.inject({
      method: 'PUT',
      url: '/',
      headers: { host: 'localhost', origin, cookie: session },
    });
  expect((await put('http://localhost')).statusCode).toBe(200);
  expect((await put('http://localhost:4317')).statusCode).toBe(403);
  await app.close();
});
