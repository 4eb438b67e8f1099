import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { protocol, type Session } from 'electron';
import { StudioError, toErrorShape } from '../../contract/errors.ts';
import {
  assetHeaders,
  httpStatusOf,
  isUploadMediaType,
  limitUpload,
  securityHeaders,
} from '../../contract/http.ts';
import type { AssetFile, UploadSlot } from '../../contract/process-messages.ts';
import { unwrap } from '../../contract/result.ts';
import { failurePage } from './failure-page.ts';
import { isStudioUrl, startPage, studioScheme } from './origin.ts';
import type { StudioProcess } from './studio-process.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Before the app is ready: gives the scheme an origin, so that storage, fetch and the content security policy work as on https. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: studioScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true },
    },
  ]);
}

/** `studio://studio/…`: the built page, pictures of the library under /assets/, uploads by PUT /assets. Nothing else. */
export function setupProtocol(session: Session, studio: StudioProcess, pageFolder: string): void {
  session.protocol.handle(studioScheme, async (request) => {
    try {
      return await answer(request, studio, pageFolder);
    } catch (thrown) {
      const error = toErrorShape(thrown);
      return json({ ok: false, error }, httpStatusOf(error.code));
    }
  });
}

function answer(request: Request, studio: StudioProcess, pageFolder: string): Promise<Response> {
  if (!isStudioUrl(request.url)) throw new StudioError('not-found', `Nothing at ${request.url}.`);
  const url = new URL(request.url);
  const path = decodePath(url);
  if (request.method === 'PUT' && path === '/assets') return receive(request, studio);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw new StudioError('not-found', `Nothing takes ${request.method} at ${path}.`);
  }
  if (path.startsWith('/assets/')) return sendAsset(path, studio);
  return sendPage(path, url, studio, pageFolder);
}

/** Percent-decoded once. Refuses what could name another folder on any system. */
function decodePath(url: URL): string {
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    throw new StudioError('bad-input', `The address ${url.pathname} is not valid.`);
  }
  if (/[\0\\]/.test(path) || path.split('/').includes('..')) {
    throw new StudioError('bad-input', `The address ${url.pathname} leaves its folder.`);
  }
  return path;
}

async function sendPage(
  path: string,
  url: URL,
  studio: StudioProcess,
  pageFolder: string,
): Promise<Response> {
  const isStart = path === '/' || path === '/index.html';
  if (isStart && url.searchParams.has('retry')) studio.restart();
  const failure = isStart ? studio.failure() : null;
  if (failure !== null) {
    const headers = { ...securityHeaders, 'content-type': 'text/html; charset=utf-8' };
    return new Response(failurePage(failure), { status: 503, headers });
  }
  const file = resolve(pageFolder, `.${isStart ? '/index.html' : path}`);
  const mediaType = mediaTypes[extname(file)];
  if (!file.startsWith(pageFolder + sep) || mediaType === undefined) {
    throw new StudioError('not-found', `The page has no file ${path}.`);
  }
  return sendFile(file, { ...securityHeaders, 'content-type': mediaType });
}

async function sendAsset(path: string, studio: StudioProcess): Promise<Response> {
  const asset = unwrap(await studio.ask({ type: 'resolve-asset', path })) as AssetFile;
  return sendFile(asset.file, assetHeaders(asset));
}

async function sendFile(file: string, headers: Record<string, string>): Promise<Response> {
  let bytes: number;
  try {
    const info = await stat(file);
    if (!info.isFile()) throw new StudioError('not-found', 'This is a folder, not a file.');
    bytes = info.size;
  } catch (thrown) {
    if (thrown instanceof StudioError) throw thrown;
    throw new StudioError('not-found', 'The file is gone.');
  }
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>;
  return new Response(body, { headers: { ...headers, 'content-length': String(bytes) } });
}

async function receive(request: Request, studio: StudioProcess): Promise<Response> {
  const initiator = (request as Request & { initiatorOrigin?: string }).initiatorOrigin;
  if (initiator !== undefined && initiator !== startPage.slice(0, -1)) {
    throw new StudioError('forbidden-sender', `An upload from ${initiator} is not allowed.`);
  }
  const mediaType = request.headers.get('content-type');
  if (!isUploadMediaType(mediaType)) {
    throw new StudioError('bad-input', `"${mediaType}" is not a picture's media type.`);
  }
  if (request.body === null) throw new StudioError('bad-input', 'The upload is empty.');
  const slot = unwrap(await studio.ask({ type: 'begin-upload' })) as UploadSlot;
  try {
    const body = Readable.fromWeb(request.body as NodeReadableStream);
    await pipeline(limitUpload(body), createWriteStream(slot.file));
  } catch (thrown) {
    await rm(slot.file, { force: true });
    if (thrown instanceof StudioError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StudioError('write-failed', `The upload cannot be written: ${reason}.`);
  }
  unwrap(await studio.ask({ type: 'commit-upload', uploadId: slot.uploadId }));
  return json({ uploadId: slot.uploadId }, 201);
}

function json(value: unknown, status: number): Response {
  return Response.json(value, { status, headers: securityHeaders });
}
