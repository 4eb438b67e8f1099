import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { useActivePack } from '../studio/status.ts';
import { usePictures } from '../studio/pictures.ts';
import { TokenMosaic } from './TokenMosaic.tsx';

interface ExampleMosaicProps {
  readonly side?: number;
}

/** The motif at rest: the newest picture's codes, or patches spread over the codebook while the library is empty. */
export function ExampleMosaic({ side = 176 }: ExampleMosaicProps) {
  const pack = useActivePack();
  const newest = usePictures((state) => {
    const id = state.order.find((each) => state.byId[each]?.tokens);
    return id ? (state.byId[id]?.tokens ?? null) : null;
  });
  const grid = useMemo(() => {
    if (newest && newest.codebookHash === pack?.codebookHash) return newest;
    if (!pack) return { width: 8, height: 8, codes: [] };
    const { width, height } = pack.grid;
    const stride = Math.max(1, Math.floor(pack.codebook.size / (width * height)));
    return {
      width,
      height,
      codes: Array.from({ length: width * height }, (_, cell) => cell * stride),
    };
  }, [newest, pack]);
  return (
    <Box sx={{ width: side, height: side, borderRadius: '10px', overflow: 'hidden' }}>
      <TokenMosaic codes={grid.codes} columns={grid.width} rows={grid.height} label="" />
    </Box>
  );
}
