import { StudioError, type ErrorCode } from './errors.ts';
import { maximumUploadBytes } from './process-messages.ts';

/** What every host sends with the page: the page runs code and shows pictures from its own origin only. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // Emotion writes its rules into <style> elements.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), display-capture=()',
};

/** Headers for a file of the library. Its path names its content, except for exports, which are made anew each time. */
export function assetHeaders(asset: {
  readonly mediaType: string;
  readonly downloadName: string | null;
}): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': asset.mediaType,
    'x-content-type-options': 'nosniff',
    'cache-control':
      asset.downloadName === null ? 'private, max-age=31536000, immutable' : 'no-store',
  };
  if (asset.downloadName !== null) {
    headers['content-disposition'] = attachment(asset.downloadName);
  }
  return headers;
}

/** RFC 6266: a plain ASCII name for everyone, the true name in UTF-8 beside it. */
function attachment(name: string): string {
  const plain = name.replace(/[^ -~]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const httpStatuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'bad-input': 400,
  'bad-picture': 400,
  'bad-mask': 400,
  'forbidden-sender': 403,
  'not-found': 404,
  'unknown-channel': 404,
  'picture-too-large': 413,
  'engine-unavailable': 503,
  'library-locked': 503,
};

/** Status of an answer that is not a call's envelope: pictures read by URL and uploads. */
export function httpStatusOf(code: ErrorCode): number {
  return httpStatuses[code] ?? 500;
}

/** What an upload may call itself; what it really is, the importer finds out. */
export function isUploadMediaType(header: string | null | undefined): boolean {
  return !header || /^(image\/[\w.+-]+|application\/octet-stream)\s*(;|$)/i.test(header);
}

/** Passes an upload through; throws `picture-too-large` at the first byte too many. */
export async function* limitUpload(
  chunks: AsyncIterable<Uint8Array>,
  maximumBytes = maximumUploadBytes,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maximumBytes) {
      throw new StudioError(
        'picture-too-large',
        `The upload is larger than the ${maximumBytes} bytes that are allowed.`,
      );
    }
    yield chunk;
  }
}
