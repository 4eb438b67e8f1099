/** Where the command line finds things; computed in the entry file, whose place relative to the others is fixed. */
export interface CliContext {
  readonly studioVersion: string;
  /** The folder of the packs that come with the studio. */
  readonly packsFolder: string;
  /** The browser host's entry. */
  readonly webEntry: string;
  /** Aborted by Ctrl+C. */
  readonly signal: AbortSignal;
}

/** Options every command takes. */
export interface GlobalOptions {
  readonly json?: true;
  readonly pack?: string;
  readonly library?: string;
}

/** What a command has to say: one JSON value, and the same in words. */
export interface CommandOutput {
  readonly value: unknown;
  readonly text: string;
}

/** Progress and warnings; stdout is only for the answer. */
export function log(message: string): void {
  process.stderr.write(`${message}\n`);
}
