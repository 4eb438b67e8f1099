import type { StudioEvent } from './events.ts';
import type { Sender } from './handlers.ts';
import type { Result } from './result.ts';

/** Electron main → studio process, over the child's message channel. */
export type ToStudioProcess =
  | {
      readonly type: 'call';
      readonly id: number;
      readonly channel: string;
      readonly payload: unknown;
      readonly sender: Sender;
    }
  /** Which file stands behind an asset path such as `/assets/pictures/ID`? */
  | { readonly type: 'resolve-asset'; readonly id: number; readonly path: string }
  /** Reserve an upload: the answer names the file to write; `commit-upload` makes it usable. */
  | { readonly type: 'begin-upload'; readonly id: number }
  | { readonly type: 'commit-upload'; readonly id: number; readonly uploadId: string }
  | { readonly type: 'close' };

export interface AssetFile {
  readonly file: string;
  readonly mediaType: string;
  /** Set for exports: the name to offer in the save dialog. */
  readonly downloadName: string | null;
}

/** Answer to `begin-upload`: write the bytes to `file`, then commit. */
export interface UploadSlot {
  readonly uploadId: string;
  readonly file: string;
}

/** Studio process → Electron main. */
export type FromStudioProcess =
  | { readonly type: 'ready'; readonly libraryFolder: string }
  | { readonly type: 'startup-failed'; readonly message: string }
  | { readonly type: 'result'; readonly id: number; readonly result: Result<unknown> }
  | { readonly type: 'event'; readonly event: StudioEvent };

/** Largest upload, in bytes: a 100-megapixel PNG fits. */
export const maximumUploadBytes = 200 * 1024 * 1024;
