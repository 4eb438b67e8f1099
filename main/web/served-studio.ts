import type { StudioEvent } from '../../contract/events.ts';
import type { Dispatch } from '../../contract/handlers.ts';
import type { AssetFile, UploadSlot } from '../../contract/process-messages.ts';

/** What the browser host needs of a studio; `createStudio` of main/studio makes one. */
export interface ServedStudio {
  readonly dispatch: Dispatch;
  onEvent(listener: (event: StudioEvent) => void): () => void;
  readonly assets: {
    /** Throws `not-found` for a path behind which there is no file. */
    resolve(path: string): Promise<AssetFile>;
    beginUpload(): Promise<UploadSlot>;
    commitUpload(uploadId: string): Promise<unknown>;
  };
}
