import { join } from 'node:path';
import { app, type Session } from 'electron';
import { isStudioUrl } from './origin.ts';

/** Exports are downloads of the page: the system's save dialog asks where to, with the export's own name. */
export function setupDownloads(session: Session): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (!isStudioUrl(url.replace(/^blob:/, ''))) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({
      title: 'Export',
      defaultPath: join(app.getPath('downloads'), item.getFilename()),
    });
  });
}
