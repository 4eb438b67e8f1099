import { useEffect, useRef, type ClipboardEvent, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { pictureFiles } from '../studio/platform.ts';
import { usePictures } from '../studio/pictures.ts';
import { showError, showToast } from '../studio/toasts.ts';

/** Takes dropped, pasted or picked picture files into the library, one after another. */
export function usePictureImport(onImported: (picture: Picture) => void) {
  const { t } = useTranslation();
  const latest = useRef(onImported);
  useEffect(() => {
    latest.current = onImported;
  }, [onImported]);

  async function take(files: readonly File[]): Promise<void> {
    for (const file of files) {
      try {
        const title = file.name.replace(/\.[^.]+$/, '');
        latest.current(await usePictures.getState().importFile(file, title));
      } catch (thrown) {
        showError(thrown);
      }
    }
  }

  return {
    take,
    dropTarget: {
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        const files = pictureFiles(event.dataTransfer);
        if (files.length === 0 && event.dataTransfer.files.length > 0)
          showToast(t('picture.notPicture'));
        void take(files);
      },
    },
    onPaste: (event: ClipboardEvent) => {
      const files = pictureFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      void take(files);
    },
  };
}
