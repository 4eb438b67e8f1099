import { throwIfCancelled } from './cancellation.ts';

/** Bodies that wait for each other: one at a time, in the order of the calls. */
export interface Turns {
  /** Cancelled while it waits, a body rejects at once with `job-cancelled` and never runs. */
  run<Output>(body: () => Promise<Output>, signal: AbortSignal | undefined): Promise<Output>;
  /** Resolves when everything asked for so far has ended. */
  idle(): Promise<void>;
}

export function createTurns(): Turns {
  let tail: Promise<unknown> = Promise.resolve();
  return {
    async run(body, signal) {
      const before = tail;
      const turn = before.then(() => {
        throwIfCancelled(signal);
        return body();
      });
      tail = turn.catch(() => undefined);
      await untilTurn(before, signal);
      return turn;
    },
    idle: async () => void (await tail),
  };
}

/** Resolves when it is the body's turn, or rejects as soon as it is cancelled. */
async function untilTurn(turn: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  throwIfCancelled(signal);
  if (signal === undefined) return;
  let stopWaiting = () => {};
  const cancelled = new Promise<void>((resolve) => {
    stopWaiting = resolve;
    signal.addEventListener('abort', stopWaiting, { once: true });
  });
  await Promise.race([turn, cancelled]);
  signal.removeEventListener('abort', stopWaiting);
  throwIfCancelled(signal);
}
