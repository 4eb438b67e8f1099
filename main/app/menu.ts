import { Menu, shell, type MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  readonly newWindow: () => void;
  /** Null until the studio process has named it. */
  readonly libraryFolder: () => string | null;
}

export function setupMenu(actions: MenuActions): void {
  const isMac = process.platform === 'darwin';
  const file: MenuItemConstructorOptions = {
    label: '&File',
    submenu: [
      { label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
      {
        label: 'Show library folder',
        click: () => {
          const folder = actions.libraryFolder();
          if (folder !== null) void shell.openPath(folder);
        },
      },
      { type: 'separator' },
      { role: isMac ? 'close' : 'quit' },
    ],
  };
  const view: MenuItemConstructorOptions = {
    label: '&View',
    submenu: [
      { role: 'reload' },
      { type: 'separator' },
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      { role: 'toggleDevTools' },
    ],
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : []),
      file,
      { role: 'editMenu' },
      view,
      { role: 'windowMenu' },
    ]),
  );
}
