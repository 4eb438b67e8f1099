import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { StudioError } from '../../../contract/errors.ts';
import type { CliContext, CommandOutput, GlobalOptions } from '../context.ts';

export interface ServeOptions extends GlobalOptions {
  readonly port?: number;
}

/**
 * Runs the browser host until it is stopped. `onReady` gets its link, which holds the secret of this run, once the page can be
 * opened. Throws `engine-unavailable` when the host ends by itself.
 */
export async function serveCommand(
  context: CliContext,
  options: ServeOptions,
  onReady: (output: CommandOutput) => void,
): Promise<void> {
  const words = [context.webEntry];
  if (options.port !== undefined) words.push('--port', String(options.port));
  if (options.library !== undefined) words.push('--library', resolve(options.library));
  if (options.pack !== undefined) words.push('--packs', resolve(options.pack));
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () => child.kill('SIGTERM');
  context.signal.addEventListener('abort', stop, { once: true });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const known = findLink(printed);
    printed += text;
    const url = findLink(printed);
    if (known === null && url !== null) onReady({ value: { url }, text: url });
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code === 0 || context.signal.aborted) return;
  throw new StudioError('engine-unavailable', `The browser host ended with code ${code}.`, {
    code,
  });
}

/** A whole line only: the link may arrive in pieces. */
function findLink(text: string): string | null {
  return /(http:\/\/127\.0\.0\.1:\d+\/\?key=\S+)\s/.exec(text)?.[1] ?? null;
}
