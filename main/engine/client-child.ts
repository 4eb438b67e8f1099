import { fork, type ChildProcess } from 'node:child_process';
import { StudioError } from '../../contract/errors.ts';
import type { FromEngine } from './tasks.ts';

export interface EngineExit {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The end of what the process wrote to its error output. */
  readonly stderr: string;
}

export interface EngineChildEvents {
  readonly onMessage: (message: FromEngine) => void;
  /** Once, however the process ends, also when it could not be started. */
  readonly onExit: (exit: EngineExit) => void;
}

const stderrCharacters = 2000;
const stopWaitMs = 2000;

export function startEngine(
  entry: URL,
  env: Readonly<Record<string, string>>,
  events: EngineChildEvents,
): ChildProcess {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  });
  let stderr = '';
  let hasExited = false;
  const exit = (exitCode: number | null, signal: NodeJS.Signals | null) => {
    if (hasExited) return;
    hasExited = true;
    events.onExit({ exitCode, signal, stderr });
  };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    stderr = (stderr + text).slice(-stderrCharacters);
  });
  child.on('message', (message) => events.onMessage(message as FromEngine));
  child.on('error', (error) => {
    stderr += error.message;
    // A failed kill or send is not the end of the process; a failed start is.
    if (child.pid === undefined) exit(null, null);
  });
  child.on('exit', exit);
  return child;
}

/** Lets the process end by itself when its channel closes; kills it when it does not. */
export async function stopEngine(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), stopWaitMs);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    if (child.connected) child.disconnect();
    else child.kill();
  });
}

export function exitError({ exitCode, signal, stderr }: EngineExit): StudioError {
  const cause = signal === null ? `exit code ${exitCode ?? 'none'}` : `signal ${signal}`;
  return new StudioError('engine-crashed', `The engine process stopped (${cause}).`, {
    exitCode,
    signal,
    stderr,
  });
}
