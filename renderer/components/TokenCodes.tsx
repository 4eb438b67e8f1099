import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bitsPerCode } from '../../contract/token-codec.ts';
import type { TokenGrid } from '../../contract/pictures.ts';
import { useActivePack } from '../studio/status.ts';
import { TokenMosaic } from './TokenMosaic.tsx';

interface TokenCodesProps {
  readonly grid: TokenGrid;
}

/** A picture as the model sees it: its grid of codes, each drawn with its exemplar; hovering a cell names its code. */
export function TokenCodes({ grid }: TokenCodesProps) {
  const { t } = useTranslation();
  const pack = useActivePack();
  const [cell, setCell] = useState<number | null>(null);
  const distinct = useMemo(() => new Set(grid.codes).size, [grid]);
  const isReadable = grid.codebookHash === pack?.codebookHash;
  const code = cell === null ? null : grid.codes[cell]!;
  const occurrences = code === null ? 0 : grid.codes.filter((other) => other === code).length;
  const bytes = pack ? Math.ceil((grid.codes.length * bitsPerCode(pack.codebook.size)) / 8) : 0;
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box
        sx={{
          aspectRatio: `${grid.width} / ${grid.height}`,
          borderRadius: '10px',
          overflow: 'hidden',
        }}
      >
        <TokenMosaic
          codes={isReadable ? grid.codes : []}
          columns={grid.width}
          rows={grid.height}
          label={t('tokens.label', { count: grid.codes.length, distinct })}
          onCell={setCell}
        />
      </Box>
      <Typography variant="caption" sx={{ minHeight: 32, fontVariantNumeric: 'tabular-nums' }}>
        {code === null
          ? t(isReadable ? 'tokens.hover' : 'tokens.otherPack')
          : t('tokens.cell', {
              code,
              column: (cell! % grid.width) + 1,
              row: Math.floor(cell! / grid.width) + 1,
              count: occurrences,
            })}
      </Typography>
      <Typography
        variant="caption"
        color="textSecondary"
        sx={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {t('tokens.summary', { width: grid.width, height: grid.height, distinct, bytes })}
      </Typography>
    </Box>
  );
}
