import { create } from 'zustand';

interface OpenPicture {
  readonly pictureId: string | null;
}

/** The picture that a context panel showed last, on whichever screen: the one that screens without a picture of their own speak of. */
export const useOpenPicture = create<OpenPicture>()(() => ({ pictureId: null }));
