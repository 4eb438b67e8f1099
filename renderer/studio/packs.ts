import { create } from 'zustand';
import { toErrorShape, type ErrorShape } from '../../contract/errors.ts';
import type { PackStatus } from '../../contract/pack-manifest.ts';
import { call } from './client.ts';
import { refreshStatus } from './status.ts';

interface PacksState {
  readonly packs: readonly PackStatus[] | null;
  readonly error: ErrorShape | null;
  /** Ids of packs being checked or loaded just now. */
  readonly busy: readonly string[];
}

export const usePacks = create<PacksState>()(() => ({ packs: null, error: null, busy: [] }));

export async function loadPacks(): Promise<void> {
  try {
    const { packs } = await call('packs.list', {});
    usePacks.setState({ packs, error: null });
  } catch (thrown) {
    usePacks.setState({ error: toErrorShape(thrown) });
  }
}

export async function verifyPack(packId: string): Promise<PackStatus> {
  return whileBusy(packId, async () => {
    const checked = await call('packs.verify', { packId });
    usePacks.setState(({ packs }) => ({
      packs: packs?.map((pack) => (pack.id === packId ? checked : pack)) ?? null,
    }));
    return checked;
  });
}

export async function selectPack(packId: string): Promise<PackStatus> {
  return whileBusy(packId, async () => {
    const selected = await call('packs.select', { packId });
    await Promise.all([loadPacks(), refreshStatus()]);
    return selected;
  });
}

async function whileBusy<Value>(packId: string, run: () => Promise<Value>): Promise<Value> {
  usePacks.setState(({ busy }) => ({ busy: [...busy, packId] }));
  try {
    return await run();
  } finally {
    usePacks.setState(({ busy }) => ({ busy: busy.filter((id) => id !== packId) }));
  }
}
