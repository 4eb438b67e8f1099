import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { StudioError, toErrorShape } from '../../contract/errors.ts';
import { createEngineProcess } from '../engine/client.ts';
import { defaultLibraryFolder } from '../library/library-folder.ts';
import { createStudio } from '../studio/compose.ts';
import { startWebHost, type WebHost, type WebHostOptions } from './host.ts';

/**
 * Entry of the browser host: the studio and its page on 127.0.0.1, until SIGINT or SIGTERM.
 * Arguments: `--port NUMBER` (or UNICODE2_PORT; else 4317, or a free one when that is taken), `--library FOLDER`,
 * `--packs FOLDER` (any number). Prints one line with the link.
 */
const usualPort = 4317;
const fromHere = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const engineEntry = new URL(
  `../engine/process${extname(fileURLToPath(import.meta.url))}`,
  import.meta.url,
);
/** Beside the bundle; or the built page of the project when this runs from source. */
const pageFolders = ['../renderer', '../../out/renderer'].map(fromHere);
/** In the project two folders up; in the packaged studio beside the application's folder. */
const packFolders = ['../../resources/packs', '../../../packs'].map(fromHere);

// Stdout carries the link only, which other programs read.
const logger = pino({ name: 'web' }, pino.destination({ dest: 2, sync: true }));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      library: { type: 'string' },
      packs: { type: 'string', multiple: true },
    },
  });
  const port = readPort(values.port ?? process.env['UNICODE2_PORT']);
  const pageFolder = pageFolders.find((folder) => existsSync(join(folder, 'index.html')));
  if (pageFolder === undefined) {
    throw new StudioError('not-found', `There is no built page in ${pageFolders.join(' or ')}.`);
  }
  const { version } = JSON.parse(readFileSync(fromHere('../../package.json'), 'utf8')) as {
    version: string;
  };
  const studio = await createStudio({
    libraryFolder: values.library ?? defaultLibraryFolder(),
    packFolders: values.packs ?? packFolders.filter((folder) => existsSync(folder)),
    engine: ({ onStateChange }) => createEngineProcess({ entry: engineEntry, onStateChange }),
    host: 'browser',
    version,
    logger,
  });
  let host: WebHost;
  try {
    host = await listen({ studio, pageFolder, port: port ?? usualPort }, port === null);
  } catch (error) {
    await studio.close();
    throw error;
  }
  closeOnSignal(async () => {
    await host.close();
    await studio.close();
  });
  process.stdout.write(`UniCode² Studio: ${host.url}\n`);
}

function readPort(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (text.trim() !== '' && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new StudioError('bad-input', `"${text}" is not a port: a whole number from 0 to 65535.`);
}

/** A port that was asked for must be free; the usual one gives way to any other. */
async function listen(options: WebHostOptions, mayMove: boolean): Promise<WebHost> {
  try {
    return await startWebHost(options);
  } catch (error) {
    const isTaken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (isTaken && mayMove) return startWebHost({ ...options, port: 0 });
    if (!isTaken) throw error;
    throw new StudioError('conflict', `Port ${options.port} is taken; choose another with --port.`);
  }
}

function closeOnSignal(close: () => Promise<void>): void {
  let closing: Promise<void> | null = null;
  const stop = (): void => {
    closing ??= close().catch((error: unknown) => {
      logger.error({ error: toErrorShape(error) }, 'closing failed');
      process.exitCode = 1;
    });
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${toErrorShape(error).message}\n`);
  process.exitCode = 1;
}
