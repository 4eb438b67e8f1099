import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StudioError } from '../../contract/errors.ts';
import { httpStatusOf, securityHeaders } from '../../contract/http.ts';

/**
 * Who may talk to the browser host. It listens on 127.0.0.1, which every program and every web page of this machine can reach:
 * - the Host header must name this server (a page that rebinds its own name to 127.0.0.1 sends that name);
 * - everything needs the session cookie, which only the printed link gives;
 * - writes and the WebSocket upgrade need this server's Origin as well.
 */
export interface Guard {
  /** The secret of the printed link; lives as long as the process. */
  readonly key: string;
  /** Has the cookie or brings the key: exempt from the limit on guesses. */
  isKnown(request: FastifyRequest): boolean;
  /** Host, cookie and Origin are all right: what a call's sender must be. */
  isTrusted(request: FastifyRequest): boolean;
  /** Hook before every request: sets the security headers, exchanges the key for the cookie, answers what is refused. */
  check(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined>;
}

const unauthorisedPage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>UniCode² Studio</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; }
</style>
<main>
  <h1>Open the printed link</h1>
  <p>This studio answers only to the link that it printed when it started: it ends in <code>?key=…</code> and is new with every
  start. Copy it from the terminal.</p>
</main>
</html>
`;

export function createGuard(port: () => number): Guard {
  const key = randomBytes(24).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  // Cookies do not know ports: without the port in its name, two studios would overwrite each other's.
  const cookieName = (): string => `unicode2_${port()}`;

  const hasSession = (request: FastifyRequest): boolean =>
    isSame(request.cookies[cookieName()], session);
  const hasOurHost = (request: FastifyRequest): boolean =>
    namesOfPort(port()).includes(request.headers.host ?? '');
  const hasOurOrigin = (request: FastifyRequest): boolean =>
    request.headers.origin === `http://${request.headers.host}`;
  const bringsKey = (request: FastifyRequest): boolean => {
    // A target such as `//` is no address.
    const url = URL.parse(request.url, 'http://studio');
    if (url === null) return false;
    const given = url.searchParams.get('key') ?? undefined;
    return request.method === 'GET' && url.pathname === '/' && isSame(given, key);
  };

  return {
    key,
    isKnown: (request) => hasSession(request) || bringsKey(request),
    isTrusted: (request) => hasOurHost(request) && hasSession(request) && hasOurOrigin(request),
    async check(request, reply) {
      void reply.headers({ ...securityHeaders, 'cache-control': 'no-store' });
      if (!hasOurHost(request)) {
        const host = request.headers.host ?? '';
        return refuse(reply, `The Host header "${host}" is not this studio's address.`);
      }
      if (bringsKey(request)) {
        const options = { httpOnly: true, sameSite: 'strict', path: '/' } as const;
        return reply.setCookie(cookieName(), session, options).redirect('/', 303);
      }
      if (!hasSession(request)) {
        return reply.code(401).type('text/html; charset=utf-8').send(unauthorisedPage);
      }
      const writes = request.method !== 'GET' && request.method !== 'HEAD';
      const upgrades = request.headers.upgrade !== undefined;
      if ((writes || upgrades) && !hasOurOrigin(request)) {
        const origin = request.headers.origin ?? '';
        return refuse(reply, `The Origin header "${origin}" is not this studio's.`);
      }
      return undefined;
    },
  };
}

/** The Host headers that name this server; a browser leaves out the port that is its scheme's default, which is 80 here. */
function namesOfPort(port: number): string[] {
  const names = ['127.0.0.1', 'localhost'];
  const withPort = names.map((name) => `${name}:${port}`);
  return port === 80 ? [...names, ...withPort] : withPort;
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
  const error = new StudioError('forbidden-sender', message);
  return reply
    .code(httpStatusOf(error.code))
    .send({ ok: false, error: { code: error.code, message } });
}

/** Hashes first, so that neither length nor content shows in the time it takes. */
function isSame(given: string | undefined, secret: string): boolean {
  if (given === undefined) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(secret));
}
