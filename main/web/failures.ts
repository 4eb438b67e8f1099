import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { StudioError, toErrorShape, type ErrorCode } from '../../contract/errors.ts';
import { httpStatusOf } from '../../contract/http.ts';

/** What Fastify throws: its own errors and its plugins'. */
interface RaisedError {
  readonly statusCode: number;
  readonly message: string;
}

// Only strangers are limited, so too many requests are guesses. A body is a call's; an upload's size is checked by assets.ts.
const raisedCodes: Readonly<Record<number, ErrorCode>> = {
  403: 'forbidden-sender',
  404: 'not-found',
  429: 'forbidden-sender',
};

/** Every failure of the browser host is answered with the contract's envelope, also those that Fastify raises by itself. */
export function setupFailures(app: FastifyInstance): void {
  app.setErrorHandler(sendFailure);
  app.setNotFoundHandler((request, reply) =>
    sendFailure({ statusCode: 404, message: 'Not found' }, request, reply),
  );
}

export function sendFailure(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const raised = isRaised(thrown) ? thrown : null;
  const shape = toErrorShape(raised === null ? thrown : toStudioError(raised, request));
  void reply
    .code(raised?.statusCode ?? httpStatusOf(shape.code))
    .type('application/json; charset=utf-8')
    .send({ ok: false, error: shape });
}

function toStudioError(raised: RaisedError, request: FastifyRequest): StudioError {
  const { statusCode: status } = raised;
  const code = raisedCodes[status] ?? (status < 500 ? 'bad-input' : 'internal');
  return new StudioError(code, explain(raised, request), { status });
}

/** Names what was wrong, and what is allowed. */
function explain({ statusCode, message }: RaisedError, request: FastifyRequest): string {
  const { method, url, headers } = request;
  switch (statusCode) {
    case 404:
      return `There is nothing at "${method} ${url}".`;
    case 413: {
      const limit = request.routeOptions.bodyLimit;
      const size = headers['content-length'];
      const has = size === undefined ? 'is too large' : `has ${size} bytes`;
      return `The body of "${url}" ${has}; ${limit} bytes are allowed.`;
    }
    case 415:
      return `"${headers['content-type'] ?? ''}" is not read at "${url}"; send application/json.`;
    case 429:
      return `Too many requests without this studio's cookie. ${message}.`;
    default:
      return `"${method} ${url}" was refused: ${message}.`;
  }
}

function isRaised(thrown: unknown): thrown is RaisedError {
  const status = (thrown as Partial<RaisedError> | null)?.statusCode;
  return thrown instanceof StudioError === false && typeof status === 'number' && status >= 400;
}
