import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Picture } from '../../contract/pictures.ts';
import { createChatRepository, type ChatRepository } from './chats.ts';
import { openDatabase } from './database.ts';
import { openFiles, type LibraryFiles } from './files.ts';
import { createJobRepository, type JobRepository } from './jobs.ts';
import { createLease, type Lease } from './lease.ts';
import { createPictureRepository, type PictureRepository } from './pictures.ts';
import { savePicture, type PictureToSave } from './save-picture.ts';
import { createSettingsRepository, type SettingsRepository } from './settings.ts';
import { sweepLibrary, type SweepRules } from './sweep.ts';
import { writeFailed } from '../shared/write-failed.ts';

/** One folder on the disk: what people make, in files they can find, and `library.sqlite` beside them. */
export interface Library {
  readonly folder: string;
  readonly files: LibraryFiles;
  readonly pictures: PictureRepository;
  readonly jobs: JobRepository;
  readonly chats: ChatRepository;
  readonly settings: SettingsRepository;
  readonly lease: Lease;
  savePicture(picture: PictureToSave, alongside?: (saved: Picture) => void): Promise<Picture>;
  sweep(rules?: SweepRules): Promise<string[]>;
  /** Several repositories' changes, all or nothing. */
  transaction<Value>(body: () => Value): Value;
  close(): void;
}

/** Opens or creates a library. Several studios may have it open; the lease decides which one runs jobs. Throws `write-failed`. */
export function openLibrary(folder: string): Library {
  const root = resolve(folder);
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw writeFailed(root, error);
  }
  const files = openFiles(root);
  const database = openDatabase(join(root, 'library.sqlite'));
  const pictures = createPictureRepository(database);
  const jobs = createJobRepository(database);
  const lease = createLease(database);
  return {
    folder: root,
    files,
    pictures,
    jobs,
    chats: createChatRepository(database),
    settings: createSettingsRepository(database),
    lease,
    savePicture: (picture, alongside) =>
      savePicture({ database, files, pictures }, picture, alongside),
    sweep: (rules) => sweepLibrary({ files, pictures, jobs }, rules),
    transaction: (body) => database.transaction(body),
    close() {
      lease.release();
      database.close();
    },
  };
}
