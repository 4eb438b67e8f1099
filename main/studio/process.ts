import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { toErrorShape } from '../../contract/errors.ts';
import { createEngineProcess } from '../engine/client.ts';
import { defaultLibraryFolder } from '../library/library-folder.ts';
import { createStudio } from './compose.ts';
import { connectParent } from './parent-link.ts';

/**
 * Entry of the studio process, a child of Electron main that speaks contract/process-messages.ts over the child's channel.
 * Arguments: `--library FOLDER`, `--packs FOLDER` (any number), `--host electron|browser`, `--app-version X`.
 */
const here = import.meta.url;
const engineEntry = new URL(`../engine/process${extname(here)}`, here);
const bundledPacks = fileURLToPath(new URL('../../resources/packs', here));

// Stdout belongs to nobody here; the log goes to stderr, at once.
const logger = pino({ name: 'studio' }, pino.destination({ dest: 2, sync: true }));

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      library: { type: 'string' },
      packs: { type: 'string', multiple: true },
      host: { type: 'string', default: 'electron' },
      'app-version': { type: 'string', default: '0.0.0' },
    },
  });
  const send = (message: object) => process.send?.(message, undefined, undefined, () => undefined);
  try {
    const studio = await createStudio({
      libraryFolder: values.library ?? defaultLibraryFolder(),
      packFolders: values.packs ?? [bundledPacks],
      engine: ({ onStateChange }) => createEngineProcess({ entry: engineEntry, onStateChange }),
      host: values.host === 'browser' ? 'browser' : 'electron',
      version: values['app-version'],
      logger,
    });
    connectParent(studio, logger);
  } catch (error) {
    const { message } = toErrorShape(error);
    logger.fatal({ err: error }, 'start-up failed');
    send({ type: 'startup-failed', message });
    process.exitCode = 1;
    process.disconnect?.();
  }
}

await main();
