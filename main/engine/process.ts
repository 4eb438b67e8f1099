/** Entry of the engine process: tasks come and results go over the child's message channel (advanced serialization). */
import { toErrorShape } from '../../contract/errors.ts';
import { createTaskRunner } from './task-runner.ts';
import type { FromEngine, ToEngine } from './tasks.ts';

const runner = createTaskRunner();
const cancellations = new Map<number, AbortController>();

process.on('message', (message: ToEngine) => {
  if (message.type === 'cancel') cancellations.get(message.id)?.abort();
  else void perform(message);
});
// The studio is gone: nobody waits for a result.
process.on('disconnect', () => process.exit(0));
send({ type: 'ready' });

async function perform({ id, task, input }: Extract<ToEngine, { type: 'run' }>): Promise<void> {
  const cancellation = new AbortController();
  cancellations.set(id, cancellation);
  try {
    const output = await runner.run(task, input as never, {
      signal: cancellation.signal,
      onProgress: (progress) => send({ type: 'progress', id, progress }),
    });
    send({ type: 'done', id, output });
  } catch (error) {
    send({ type: 'failed', id, error: toErrorShape(error) });
  } finally {
    cancellations.delete(id);
  }
}

/** A studio that closes takes the channel with it, at times in the middle of a message; without a callback that would be thrown. */
function send(message: FromEngine): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}
