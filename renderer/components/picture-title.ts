import type { Picture } from '../../contract/pictures.ts';

/** What a picture is called: its title, else what it was made from; empty when neither is known. */
export function pictureTitle(picture: Picture): string {
  return picture.title.trim() || picture.recipe?.prompt.trim() || '';
}
