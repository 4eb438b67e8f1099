/**
 * The engine in a process of its own, with a supervisor: a native crash costs the tasks under way, never the studio. The process is
 * started anew with a growing delay, and the pack that was in use is loaded again before any waiting task goes on.
 */
import type { ChildProcess } from 'node:child_process';
import type { ChannelOutput } from '../../contract/channels.ts';
import { StudioError } from '../../contract/errors.ts';
import { EngineCalls } from './client-calls.ts';
import { exitError, stopEngine, startEngine, type EngineExit } from './client-child.ts';
import type { Engine, EngineTaskName, TaskInput, TaskOptions, TaskOutput } from './tasks.ts';

type State = ChannelOutput<'studio.status'>['engine']['state'];

export interface EngineProcess extends Engine {
  /** Null while no process is running. */
  readonly pid: number | null;
  readonly state: State;
  /** Why the engine is not well; null when it is. */
  readonly message: string | null;
}

export interface EngineProcessOptions {
  /** The engine's entry: `main/engine/process.ts` in the source, `out/engine/process.js` in the bundle. */
  readonly entry: URL;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly onExit?: (exit: EngineExit) => void;
  readonly onStateChange?: (state: State, message: string | null) => void;
  /** Delay before the first restart, in ms; it doubles with every crash in a row, up to 10 s. @default 250 */
  readonly restartDelayMs?: number;
  /** Crashes in a row after which the supervisor gives up until the next task is asked for. @default 5 */
  readonly maximumCrashes?: number;
}

const longestDelayMs = 10_000;

/** Starts the engine process at once; tasks wait until it is ready. */
export function createEngineProcess(options: EngineProcessOptions): EngineProcess {
  const { restartDelayMs = 250, maximumCrashes = 5 } = options;
  const calls = new EngineCalls(() => updateState());
  let child: ChildProcess | null = null;
  let state: State = 'starting';
  let message: string | null = null;
  let packProblem: string | null = null;
  let lastPack: TaskInput<'pack.load'> | null = null;
  let crashes = 0;
  let isReady = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let waiters: ((failure: StudioError | null) => void)[] = [];

  const setState = (next: State, text: string | null) => {
    if (state === next && message === text) return;
    state = next;
    message = text;
    options.onStateChange?.(next, text);
  };
  const updateState = () => {
    if (isReady) setState(calls.size > 0 ? 'busy' : 'ready', packProblem);
  };
  const wake = (failure: StudioError | null) => {
    const woken = waiters;
    waiters = [];
    for (const waiter of woken) waiter(failure);
  };

  const start = () => {
    const started = startEngine(options.entry, options.env ?? {}, {
      onMessage: (received) => {
        if (received.type === 'ready') void becomeReady(started);
        else calls.receive(received);
      },
      onExit: (exit) => {
        if (child === started) handleExit(exit);
      },
    });
    child = started;
    calls.attach(started);
  };

  /** Waiting tasks go on only after the pack is back; if it cannot be loaded any more, they learn it from their own error. */
  const becomeReady = async (started: ChildProcess) => {
    if (lastPack !== null) {
      try {
        await calls.send('pack.load', lastPack, {});
      } catch (error) {
        if (child !== started) return; // crashed while loading: the exit is handled already
        lastPack = null;
        packProblem = error instanceof Error ? error.message : String(error);
      }
    }
    if (child !== started) return;
    isReady = true;
    updateState();
    wake(null);
  };

  const handleExit = (exit: EngineExit) => {
    child = null;
    isReady = false;
    crashes += 1;
    const failure = exitError(exit);
    options.onExit?.(exit);
    if (isClosed) {
      calls.rejectAll(failure);
      return;
    }
    const delayMs = Math.min(longestDelayMs, restartDelayMs * 2 ** (crashes - 1));
    if (crashes >= maximumCrashes) {
      setState('failed', `${failure.message} It stopped ${crashes} times in a row.`);
      wake(new StudioError('engine-unavailable', message ?? failure.message, failure.details));
    } else {
      setState('restarting', failure.message);
      timer = setTimeout(start, delayMs);
    }
    calls.rejectAll(failure);
  };

  const untilReady = async (signal: AbortSignal | undefined) => {
    if (isClosed) throw new StudioError('engine-unavailable', 'The engine has been closed.');
    if (isReady) return;
    if (state === 'failed') {
      crashes = maximumCrashes - 1; // one more try per request
      setState('restarting', message);
      start();
    }
    const failure = await new Promise<StudioError | null>((resolve) => {
      waiters.push(resolve);
      const cancel = () => resolve(new StudioError('job-cancelled', 'The task was cancelled.'));
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    });
    if (failure !== null) throw failure;
  };

  start();
  return {
    get pid() {
      return child?.pid ?? null;
    },
    get state() {
      return state;
    },
    get message() {
      return message;
    },
    async run<Name extends EngineTaskName>(
      task: Name,
      input: TaskInput<Name>,
      taskOptions: TaskOptions = {},
    ): Promise<TaskOutput<Name>> {
      await untilReady(taskOptions.signal);
      const output = await calls.send(task, input, taskOptions);
      crashes = 0;
      if (task === 'pack.load') {
        lastPack = input as TaskInput<'pack.load'>;
        packProblem = null;
        updateState();
      }
      return output;
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(timer);
      const closed = new StudioError('engine-unavailable', 'The engine has been closed.');
      wake(closed);
      const stopping = child;
      calls.rejectAll(closed);
      if (stopping !== null) await stopEngine(stopping);
    },
  };
}
