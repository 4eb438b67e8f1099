import { useMemo } from 'react';
import { create } from 'zustand';
import { usePictures } from '../../studio/pictures.ts';
import { useActivePack } from '../../studio/status.ts';
import { countCodes, type CodeOrder, type CodeUsage } from './code-usage.ts';

interface CodebookState {
  readonly code: number | null;
  readonly order: CodeOrder;
}

export const useCodebook = create<CodebookState>()(() => ({ code: null, order: 'code' }));

/** Use of the active codebook in the pictures loaded so far. */
export function useCodeUsage(): CodeUsage {
  const order = usePictures((state) => state.order);
  const byId = usePictures((state) => state.byId);
  const hash = useActivePack()?.codebookHash ?? '';
  return useMemo(
    () =>
      countCodes(
        order.flatMap((id) => (byId[id] ? [byId[id]] : [])),
        hash,
      ),
    [order, byId, hash],
  );
}
