import { readFileSync } from 'node:fs';

/**
 * The built preload, wrapped so that it runs before a page's own scripts: its `require('electron')` gives a contextBridge and an
 * ipcRenderer over two functions that the double puts on the page. Worlds are not isolated here; real Electron does that.
 */
export function preloadScript(file: string): string {
  return `(() => {
  const listeners = new Map();
  const ipcRenderer = {
    invoke: (channel, payload) => window.electronDoubleInvoke(channel, payload),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
    off(channel, listener) {
      listeners.set(channel, (listeners.get(channel) ?? []).filter((known) => known !== listener));
    },
  };
  const contextBridge = {
    exposeInMainWorld(name, api) {
      Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
    },
  };
  window.electronDoubleSend = (channel, payload) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, payload);
  };
  window.open = (url) => {
    void window.electronDoubleOpen(String(url ?? 'about:blank'));
    return null;
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('A sandboxed preload cannot require ' + name);
    return { contextBridge, ipcRenderer };
  };
  const module = { exports: {} };
  const exports = module.exports;
  ${readFileSync(file, 'utf8')}
})();`;
}
