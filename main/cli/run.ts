import { CommanderError } from 'commander';
import { StudioError, toErrorShape, type ErrorShape } from '../../contract/errors.ts';
import type { CliContext } from './context.ts';
import { createProgram } from './program.ts';

/** 0 done, 1 failed, 2 bad usage. */
export type ExitCode = 0 | 1 | 2;

/**
 * Runs one command line, without the two leading words for Node and the script. Prints the answer to stdout; with `--json`
 * exactly one JSON document, also for a failure. Errors go to stderr as `code: message`; never rejects.
 */
export async function runCommandLine(
  context: CliContext,
  words: readonly string[],
): Promise<ExitCode> {
  const json = words.includes('--json');
  let answered = false;
  const program = createProgram(context, ({ value, text }) => {
    answered = true;
    print(json ? JSON.stringify({ ok: true, value }) : text);
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = describeError(thrown);
    process.stderr.write(`${error.code}: ${error.message}\n`);
    if (json && !answered) print(JSON.stringify({ ok: false, error }));
    return error.code === 'bad-input' ? 2 : 1;
  }
}

function describeError(thrown: unknown): ErrorShape {
  if (!(thrown instanceof CommanderError)) return toErrorShape(thrown);
  const message =
    thrown.code === 'commander.help'
      ? 'A command is missing; "unicode2 --help" lists them.'
      : thrown.message.replace(/^error: /, '');
  return toErrorShape(new StudioError('bad-input', message));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
