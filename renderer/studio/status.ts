import { create } from 'zustand';
import type { ChannelOutput } from '../../contract/channels.ts';
import { toErrorShape, type ErrorShape } from '../../contract/errors.ts';
import type { ActivePack } from '../../contract/pack-manifest.ts';
import { createVocabulary, type Vocabulary } from '../../contract/known-words.ts';
import { call, type Connection } from './client.ts';

export type StudioStatus = ChannelOutput<'studio.status'>;

interface StatusState {
  readonly status: StudioStatus | null;
  readonly error: ErrorShape | null;
  readonly connection: Connection;
  /** Every word the active pack knows; null until a pack is active. */
  readonly vocabulary: Vocabulary | null;
}

export const useStatus = create<StatusState>()(() => ({
  status: null,
  error: null,
  connection: 'connected',
  vocabulary: null,
}));

/** Counts the engine's changes: an answer that was under way meanwhile carries an older engine state. */
let engineChanges = 0;

export function acceptEngineState(state: StudioStatus['engine']['state'], message: string | null) {
  engineChanges += 1;
  useStatus.setState(({ status }) => ({
    status: status && { ...status, engine: { ...status.engine, state, message } },
  }));
}

export async function refreshStatus(): Promise<void> {
  const changesBefore = engineChanges;
  try {
    const answer = await call('studio.status', {});
    const isStale = engineChanges !== changesBefore;
    useStatus.setState((before) => ({
      status: isStale ? { ...answer, engine: before.status?.engine ?? answer.engine } : answer,
      error: null,
      vocabulary: samePack(before.status?.pack, answer.pack)
        ? before.vocabulary
        : answer.pack && createVocabulary(answer.pack.words),
    }));
  } catch (thrown) {
    useStatus.setState({ error: toErrorShape(thrown) });
  }
}

function samePack(a: ActivePack | null | undefined, b: ActivePack | null): boolean {
  return a?.id === b?.id && a?.codebookHash === b?.codebookHash && a?.version === b?.version;
}

/** What moves on its own (memory, queue, engine) is asked for again this often. */
const refreshEveryMs = 15_000;

export function keepStatusFresh(): () => void {
  const timer = setInterval(() => void refreshStatus(), refreshEveryMs);
  return () => clearInterval(timer);
}

export function useActivePack(): ActivePack | null {
  return useStatus((state) => state.status?.pack ?? null);
}
