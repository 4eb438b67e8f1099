import { spawn, type ChildProcess } from 'node:child_process';
import type { StudioEvent } from '../../contract/events.ts';
import type { Sender } from '../../contract/handlers.ts';
import type { FromStudioProcess, ToStudioProcess } from '../../contract/process-messages.ts';
import type { Result } from '../../contract/result.ts';

export interface StudioProcessOptions {
  readonly nodeBinary: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly onEvent: (event: StudioEvent) => void;
  /** It died more often than it may; `failure()` says why, until `restart()`. */
  readonly onFailed: () => void;
}

export interface StudioProcess {
  /** Never rejects: a process that dies meanwhile answers `engine-unavailable`. Waits while the process starts. */
  call(channel: string, payload: unknown, sender: Sender): Promise<Result<unknown>>;
  ask(message: AskMessage): Promise<Result<unknown>>;
  libraryFolder(): string | null;
  failure(): string | null;
  restart(): void;
  /** Asks the process to end, and ends it after five seconds. */
  close(): Promise<void>;
}

type Numbered = Extract<ToStudioProcess, { id: number }>;
type WithoutId<Message> = Message extends unknown ? Omit<Message, 'id'> : never;
export type AskMessage = WithoutId<Exclude<Numbered, { type: 'call' }>>;

const allowedRestarts = 3;
const restartWindowMs = 60_000;
const closePatienceMs = 5000;

/** Keeps one studio process alive. It is plain Node: sharp and SQLite do not run inside Electron (docs/architecture.md). */
export function createStudioProcess(options: StudioProcessOptions): StudioProcess {
  const pending = new Map<number, (result: Result<unknown>) => void>();
  const waiting: Numbered[] = [];
  const deaths: number[] = [];
  let child: ChildProcess | null = null;
  let isReady = false;
  let isClosing = false;
  let failure: string | null = null;
  let startupMessage: string | null = null;
  let libraryFolder: string | null = null;
  let nextId = 1;

  function start(): void {
    isReady = false;
    startupMessage = null;
    const started = spawn(options.nodeBinary, [options.entry, ...options.args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'json',
      env: plainEnvironment(),
    });
    child = started;
    started.on('message', (message) => receive(message as FromStudioProcess));
    started.on('error', (error) => ended(started, error.message));
    started.on('exit', (code, signal) => {
      ended(started, startupMessage ?? `The studio process ended (${signal ?? `code ${code}`}).`);
    });
  }

  function receive(message: FromStudioProcess): void {
    switch (message.type) {
      case 'ready':
        isReady = true;
        libraryFolder = message.libraryFolder;
        for (const request of waiting.splice(0)) transmit(request);
        return;
      case 'startup-failed':
        startupMessage = message.message;
        return;
      case 'result':
        settle(message.id, message.result);
        return;
      case 'event':
        options.onEvent(message.event);
    }
  }

  function ended(which: ChildProcess, reason: string): void {
    if (child !== which) return;
    child = null;
    isReady = false;
    for (const id of pending.keys()) {
      if (!waiting.some((request) => request.id === id)) settle(id, unavailable(reason));
    }
    if (isClosing) return;
    const now = Date.now();
    deaths.push(now);
    const recent = deaths.filter((time) => now - time < restartWindowMs).length;
    // What could not start once will not start the next time: the page shows the reason and offers to try again.
    if (startupMessage === null && recent <= allowedRestarts) {
      start();
      return;
    }
    failure = reason;
    for (const request of waiting.splice(0)) settle(request.id, unavailable(reason));
    options.onFailed();
  }

  function settle(id: number, result: Result<unknown>): void {
    pending.get(id)?.(result);
    pending.delete(id);
  }

  function transmit(request: Numbered): void {
    child?.send(request, (error) => {
      if (error) settle(request.id, unavailable(error.message));
    });
  }

  function request(message: WithoutId<Numbered>): Promise<Result<unknown>> {
    if (isClosing || failure !== null) {
      return Promise.resolve(unavailable(failure ?? 'The studio is closing.'));
    }
    const numbered = { ...message, id: nextId++ } as Numbered;
    return new Promise((resolve) => {
      pending.set(numbered.id, resolve);
      if (isReady) transmit(numbered);
      else waiting.push(numbered);
    });
  }

  start();
  return {
    call: (channel, payload, sender) => request({ type: 'call', channel, payload, sender }),
    ask: request,
    libraryFolder: () => libraryFolder,
    failure: () => failure,
    restart() {
      if (failure === null) return;
      failure = null;
      deaths.length = 0;
      start();
    },
    async close() {
      isClosing = true;
      const last = child;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.send({ type: 'close' } satisfies ToStudioProcess, () => undefined);
      const impatient = setTimeout(() => last.kill('SIGKILL'), closePatienceMs);
      await gone;
      clearTimeout(impatient);
    },
  };
}

function unavailable(message: string): Result<unknown> {
  return { ok: false, error: { code: 'engine-unavailable', message } };
}

/** Without what would make a plain Node behave like Electron, or load foreign code. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  for (const name of Object.keys(environment)) {
    if (/^(ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_)/.test(name)) delete environment[name];
  }
  return environment;
}
