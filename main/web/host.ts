import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import serveStatic from '@fastify/static';
import webSocket from '@fastify/websocket';
import fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { maximumUploadBytes } from '../../contract/process-messages.ts';
import { setupAssets } from './assets.ts';
import { setupCalls } from './calls.ts';
import { sendFailure, setupFailures } from './failures.ts';
import { createGuard } from './guard.ts';
import type { ServedStudio } from './served-studio.ts';

export interface WebHostOptions {
  readonly studio: ServedStudio;
  /** The built page, `out/renderer`. */
  readonly pageFolder: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly maximumUploadBytes?: number;
}

export interface WebHost {
  readonly port: number;
  /** The link with the secret: whoever has it uses the studio. */
  readonly url: string;
  /** Ends open connections; the studio stays, its maker closes it. */
  close(): Promise<void>;
}

const guessesPerMinute = 60;

/** Serves page, calls, events and pictures on 127.0.0.1. Rejects with `EADDRINUSE` when the port is taken. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const app = fastify({ forceCloseConnections: true, frameworkErrors: sendFailure });
  let port = 0;

  setupFailures(app);

  await app.register(cookie);
  const guard = createGuard(() => port);
  await app.register(rateLimit, { global: false });
  app.addHook(
    'onRequest',
    app.rateLimit({ max: guessesPerMinute, allowList: (request) => guard.isKnown(request) }),
  );
  // Node hands an upgrading socket over for good: a refused one would stay open, and close() would wait for it.
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.upgrade !== undefined) void reply.header('connection', 'close');
  });
  app.addHook('onRequest', (request, reply) => guard.check(request, reply));
  app.addHook('onResponse', async (request, reply) => {
    const isRefusedUpgrade = request.headers.upgrade !== undefined && reply.statusCode >= 400;
    if (isRefusedUpgrade) request.raw.socket.destroySoon();
  });
  await app.register(webSocket, { options: { maxPayload: 64 * 1024 } });
  setupCalls(app, options.studio, guard);
  setupAssets(app, options.studio.assets, options.maximumUploadBytes ?? maximumUploadBytes);
  await app.register(serveStatic, { root: options.pageFolder, cacheControl: false });

  await app.listen({ host: '127.0.0.1', port: options.port });
  ({ port } = app.server.address() as AddressInfo);
  return {
    port,
    url: `http://127.0.0.1:${port}/?key=${guard.key}`,
    close: () => app.close(),
  };
}
