import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import { channelNames, eventChannel } from '../contract/channel-names.ts';

// Runs in the sandbox and sees the page's arguments as they are: only names of the contract reach Electron main, one IPC channel
// each. Payloads, results and events are JSON; both ends check them against the contract.
const allowed: ReadonlySet<string> = new Set(channelNames);

contextBridge.exposeInMainWorld('studioBridge', {
  host: 'electron',

  /** Answers with the contract's envelope, `{ ok, value }` or `{ ok, error }`; never rejects. */
  async call(name: unknown, payload: unknown): Promise<unknown> {
    if (typeof name !== 'string' || !allowed.has(name)) {
      return refusal('unknown-channel', `There is no channel "${String(name)}".`);
    }
    try {
      return await ipcRenderer.invoke(name, payload);
    } catch (thrown) {
      return refusal('internal', thrown instanceof Error ? thrown.message : String(thrown));
    }
  },

  /** Returns the function that ends the subscription. */
  onEvent(listener: (event: unknown) => void): () => void {
    const forward = (_event: IpcRendererEvent, event: unknown): void => listener(event);
    ipcRenderer.on(eventChannel, forward);
    return () => {
      ipcRenderer.off(eventChannel, forward);
    };
  },
});

function refusal(code: string, message: string): unknown {
  return { ok: false, error: { code, message } };
}
