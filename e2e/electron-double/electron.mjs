// What `import … from 'electron'` finds when the built main process runs on the double; see launch.ts.
export const {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  screen,
  session,
  shell,
} = globalThis.electronDouble;
