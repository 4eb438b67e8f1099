import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { PanelSection } from '../../components/Panel.tsx';
import { TokenMosaic } from '../../components/TokenMosaic.tsx';
import { useAnswer } from '../../components/use-answer.ts';
import { useCodebook } from './store.ts';

interface CodeRelationsProps {
  readonly code: number;
}

/** Where a code stands in the cascade: its neighbours in C1, and how far its row in C2 has drifted. */
export function CodeRelations({ code }: CodeRelationsProps) {
  const { t } = useTranslation();
  const described = useAnswer('codebook.describe', { code });
  const percent = (share: number) => (100 * share).toFixed(1);
  return (
    <>
      <PanelSection title={t('codebook.neighbours')}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, minHeight: 88 }}>
          {described?.neighbours.map((neighbour) => {
            const label = t('codebook.neighbour', {
              code: neighbour.code,
              distance: neighbour.distance.toPrecision(2),
            });
            return (
              <ButtonBase
                key={neighbour.code}
                aria-label={label}
                title={label}
                onClick={() => useCodebook.setState({ code: neighbour.code })}
                sx={{ width: 40, height: 40, borderRadius: '6px', overflow: 'hidden' }}
              >
                <TokenMosaic codes={[neighbour.code]} columns={1} rows={1} label="" />
              </ButtonBase>
            );
          })}
        </Box>
      </PanelSection>
      {described !== null && described.drift !== null && described.medianDrift !== null && (
        <PanelSection title={t('codebook.drift', { drift: percent(described.drift) })}>
          <Typography variant="caption" color="textSecondary">
            {t('codebook.driftHint', { median: percent(described.medianDrift) })}
          </Typography>
        </PanelSection>
      )}
    </>
  );
}
