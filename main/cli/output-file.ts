import { mkdir, open, rename, rmdir, stat, unlink, type FileHandle } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { StudioError } from '../../contract/errors.ts';
import type { ExportFormat } from '../../contract/pictures.ts';
import { writeFailed } from '../shared/write-failed.ts';

const formats: Readonly<Record<string, ExportFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
};

/** The format a file name asks for; `bad-input` for any other extension. */
export function formatOf(file: string): ExportFormat {
  const format = formats[extname(file).toLowerCase()];
  if (format !== undefined) return format;
  throw new StudioError(
    'bad-input',
    `"${basename(file)}" does not name a picture format; allowed are ${Object.keys(formats).join(', ')}.`,
    { file, allowed: Object.keys(formats) },
  );
}

/** A file that is there only when it is complete. */
export interface OutputFile {
  readonly file: string;
  /** Writes and flushes the content; the file gets its name with `commit`. */
  write(bytes: Uint8Array): Promise<void>;
  commit(): Promise<void>;
  /** Removes what was written, unless it was committed. */
  discard(): Promise<void>;
}

/**
 * Opens a temporary file beside the wanted one, so that a place that cannot be written fails before any other work.
 * Throws `write-failed`.
 */
export async function openOutput(path: string): Promise<OutputFile> {
  const file = resolve(path);
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  if ((await stat(file).catch(() => null))?.isDirectory()) {
    throw new StudioError('write-failed', `"${path}" is a folder, not a file.`, { file });
  }
  const handle = await attempt(file, () => open(temporary, 'wx'));
  return new TemporaryOutput(file, temporary, handle);
}

class TemporaryOutput implements OutputFile {
  readonly file: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  #committed = false;

  constructor(file: string, temporary: string, handle: FileHandle) {
    this.file = file;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  write(bytes: Uint8Array): Promise<void> {
    return attempt(this.file, async () => {
      await this.#handle.writeFile(bytes);
      await this.#handle.sync();
    });
  }

  async commit(): Promise<void> {
    await attempt(this.file, async () => {
      await this.#handle.close();
      await rename(this.#temporary, this.file);
    });
    this.#committed = true;
  }

  async discard(): Promise<void> {
    if (this.#committed) return;
    await this.#handle.close().catch(() => undefined);
    await unlink(this.#temporary).catch(() => undefined);
  }
}

/**
 * The files for pictures made with these seeds: `out` itself for one picture, or a folder (one that exists, ends in a separator,
 * or is asked for by a count above 1), where they are called `unicode2-SEED.png`.
 */
export async function openPictureOutputs(
  out: string,
  seeds: readonly number[],
): Promise<OutputFile[]> {
  const found = await stat(out).catch(() => null);
  const folder = found?.isDirectory() || out.endsWith(sep) || out.endsWith('/');
  if (!folder && seeds.length > 1 && extname(out) !== '') {
    throw new StudioError(
      'bad-input',
      `"${out}" is one file; ${seeds.length} pictures need a folder.`,
    );
  }
  if (!folder && seeds.length === 1) {
    formatOf(out);
    return [await openOutput(out)];
  }
  const made = await attempt(out, () => mkdir(out, { recursive: true }));
  try {
    return await openAll(seeds.map((seed) => join(out, `unicode2-${seed}.png`)));
  } catch (error) {
    if (made !== undefined) await rmdir(out).catch(() => undefined);
    throw error;
  }
}

async function openAll(files: readonly string[]): Promise<OutputFile[]> {
  const outputs: OutputFile[] = [];
  try {
    for (const file of files) outputs.push(await openOutput(file));
    return outputs;
  } catch (error) {
    for (const output of outputs) await output.discard();
    throw error;
  }
}

async function attempt<Value>(file: string, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    throw writeFailed(file, error);
  }
}
