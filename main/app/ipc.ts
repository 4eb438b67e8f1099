import { ipcMain, nativeTheme, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { channelNames, eventChannel } from '../../contract/channel-names.ts';
import type { StudioEvent } from '../../contract/events.ts';
import type { Result } from '../../contract/result.ts';
import { isStudioUrl } from './origin.ts';
import type { StudioProcess } from './studio-process.ts';

/** One IPC channel per call of the contract. Only the main frame of a studio page is heard; the studio process validates the rest. */
export function setupIpc(studio: StudioProcess): void {
  for (const channel of channelNames) {
    ipcMain.handle(channel, async (event, payload: unknown): Promise<Result<unknown>> => {
      const origin = senderUrl(event);
      if (!isTrusted(event)) {
        return {
          ok: false,
          error: { code: 'forbidden-sender', message: `A call from ${origin} is not allowed.` },
        };
      }
      const result = await studio.call(channel, payload, {
        host: 'electron',
        trusted: true,
        origin,
      });
      if (channel.startsWith('settings.')) applyColourScheme(result);
      return result;
    });
  }
}

export function sendEvent(contents: WebContents, event: StudioEvent): void {
  if (!contents.isDestroyed() && isStudioUrl(contents.getURL())) contents.send(eventChannel, event);
}

/** Native parts (menus, dialogs, the background before the first paint) follow the colour scheme chosen in the page. */
export function applyColourScheme(settings: Result<unknown>): void {
  if (!settings.ok || typeof settings.value !== 'object' || settings.value === null) return;
  const scheme = (settings.value as { colourScheme?: unknown }).colourScheme;
  if (scheme === 'system' || scheme === 'light' || scheme === 'dark') {
    nativeTheme.themeSource = scheme;
  }
}

function isTrusted(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isStudioUrl(frame.url);
}

function senderUrl(event: IpcMainInvokeEvent): string {
  return event.senderFrame?.url ?? 'a frame that is gone';
}
