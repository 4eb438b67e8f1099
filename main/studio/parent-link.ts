import type { FromStudioProcess, ToStudioProcess } from '../../contract/process-messages.ts';
import { toResult, type Result } from '../../contract/result.ts';
import type { Logger } from '../services/logger.ts';
import type { Studio } from './compose.ts';

/** Serves a studio to the parent process until it says `close` or is gone; then everything is put away and the process ends. */
export function connectParent(studio: Studio, logger: Logger): void {
  let isClosing = false;

  function send(message: FromStudioProcess): void {
    // Without a callback, a parent that is just going would make this throw.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  }

  async function answer(message: Extract<ToStudioProcess, { id: number }>): Promise<void> {
    send({ type: 'result', id: message.id, result: await resultOf(studio, message) });
  }

  async function close(): Promise<void> {
    if (isClosing) return;
    isClosing = true;
    try {
      await studio.close();
    } catch (error) {
      logger.error({ err: error }, 'closing failed');
      process.exitCode = 1;
    }
    // Lets the messages already sent reach the parent; the process then ends by itself.
    if (process.connected) process.disconnect();
  }

  process.on('message', (message) => {
    const request = message as ToStudioProcess;
    if (request.type === 'close') void close();
    else void answer(request);
  });
  process.on('disconnect', () => void close());
  process.on('SIGTERM', () => void close());
  // Ctrl+C reaches the whole group; the parent decides.
  process.on('SIGINT', () => undefined);
  studio.onEvent((event) => send({ type: 'event', event }));
  send({ type: 'ready', libraryFolder: studio.libraryFolder });
}

function resultOf(
  studio: Studio,
  message: Extract<ToStudioProcess, { id: number }>,
): Promise<Result<unknown>> {
  switch (message.type) {
    case 'call':
      return studio.dispatch(message.channel, message.payload, message.sender);
    case 'resolve-asset':
      return toResult(() => studio.assets.resolve(message.path));
    case 'begin-upload':
      return toResult(() => studio.assets.beginUpload());
    case 'commit-upload':
      return toResult(() => studio.assets.commitUpload(message.uploadId));
  }
}
