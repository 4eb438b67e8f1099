import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { StudioError } from '../../contract/errors.ts';
import { assetHeaders, isUploadMediaType, limitUpload } from '../../contract/http.ts';
import { writeFailed } from '../shared/write-failed.ts';
import { sendFailure } from './failures.ts';
import type { ServedStudio } from './served-studio.ts';

/** GET /assets/… reads pictures by URL; PUT /assets takes bytes and answers `{ uploadId }`. */
export function setupAssets(
  app: FastifyInstance,
  assets: ServedStudio['assets'],
  maximumUploadBytes: number,
): void {
  void app.register(async (scope) => {
    // The body stays a stream: an upload goes to its file without passing through memory.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));

    scope.setErrorHandler((thrown, request, reply) => {
      // A browser reads the answer only after it has sent the whole body.
      request.raw.resume();
      sendFailure(thrown, request, reply);
    });

    scope.get('/assets/*', async (request, reply) => {
      const asset = await assets.resolve(decodedPath(request));
      const info = await stat(asset.file).catch(() => null);
      if (info === null || !info.isFile()) {
        throw new StudioError('not-found', 'The file is gone.');
      }
      return reply
        .headers({ ...assetHeaders(asset), 'content-length': info.size })
        .send(createReadStream(asset.file));
    });

    scope.put('/assets', async (request, reply) => {
      const mediaType = request.headers['content-type'];
      if (!isUploadMediaType(mediaType)) {
        throw new StudioError('bad-input', `"${mediaType}" is not a picture's media type.`);
      }
      refuseAnnounced(request, maximumUploadBytes);
      const slot = await assets.beginUpload();
      // Destroying the request would close the connection before the refusal is sent.
      const body = request.raw.iterator({ destroyOnReturn: false });
      try {
        await pipeline(limitUpload(body, maximumUploadBytes), createWriteStream(slot.file));
      } catch (thrown) {
        await rm(slot.file, { force: true });
        throw writeFailed(slot.file, thrown);
      }
      await assets.commitUpload(slot.uploadId);
      return reply.code(201).send({ uploadId: slot.uploadId });
    });
  });
}

/** An upload that says it is too large need not be read to be refused. */
function refuseAnnounced(request: FastifyRequest, maximumBytes: number): void {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maximumBytes) {
    throw new StudioError(
      'picture-too-large',
      `The upload has ${announced} bytes; ${maximumBytes} are allowed.`,
    );
  }
}

function decodedPath(request: FastifyRequest): string {
  const path = `/assets/${(request.params as { '*': string })['*']}`;
  if (/[\0\\]/.test(path) || path.split('/').includes('..')) {
    throw new StudioError('bad-input', `The address ${request.url} leaves its folder.`);
  }
  return path;
}
