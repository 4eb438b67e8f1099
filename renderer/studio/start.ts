import type { StudioEvent } from '../../contract/events.ts';
import { handleChatEvent } from './chat-events.ts';
import { listen } from './client.ts';
import { handleJobEvent, resumeJobs } from './jobs.ts';
import { followAddress } from './navigation.ts';
import { loadPacks } from './packs.ts';
import { usePictures } from './pictures.ts';
import { loadSettings } from './settings.ts';
import { acceptEngineState, keepStatusFresh, refreshStatus, useStatus } from './status.ts';
import { showError } from './toasts.ts';

/** Connects the page to its studio; the returned function disconnects it. */
export function startStudio(): () => void {
  const stops = [
    followAddress(),
    keepStatusFresh(),
    listen({
      onEvent: handleEvent,
      onConnection(connection) {
        const before = useStatus.getState().connection;
        useStatus.setState({ connection });
        if (before === 'reconnecting' && connection === 'connected') void loadEverything();
      },
    }),
  ];
  void loadEverything();
  return () => stops.forEach((stop) => stop());
}

/** First load, and again whenever events may have been missed. */
export async function loadEverything(): Promise<void> {
  await refreshStatus();
  if (useStatus.getState().error) return;
  await Promise.all([
    loadSettings().catch(showError),
    loadPacks(),
    usePictures.getState().reload(),
    resumeJobs().catch(showError),
  ]);
}

function handleEvent(event: StudioEvent): void {
  switch (event.type) {
    case 'job.event':
      handleJobEvent(event);
      break;
    case 'job.changed':
      handleJobEvent(event);
      if (event.job.state !== 'running') void refreshStatus();
      break;
    case 'picture.changed':
      usePictures.getState().accept(event.picture);
      break;
    case 'chat.message':
      handleChatEvent(event.chatId, event.message);
      break;
    case 'engine.changed':
      acceptEngineState(event.state, event.message);
      break;
    case 'pack.changed':
      void Promise.all([refreshStatus(), loadPacks()]);
      break;
  }
}
