import { app } from 'electron';

/** False when another studio of this user runs: that one comes to the front, and this one has to leave. */
export function setupSingleInstance(onSecondStart: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on('second-instance', onSecondStart);
  return true;
}
