import type { Picture } from '../../contract/pictures.ts';
import type { Pixels } from '../engine/tasks.ts';
import type { ServiceContext } from './context.ts';

/** A kept picture's pixels. The engine decodes them: the file may be one that somebody brought. */
export function pixelsOf(
  { engine, library }: ServiceContext,
  { id, mediaType }: Picture,
  signal?: AbortSignal,
): Promise<Pixels> {
  const file = library.files.picture(id, mediaType);
  return engine.run('picture.read', { file }, signal === undefined ? {} : { signal });
}
