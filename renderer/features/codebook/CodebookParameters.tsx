import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import OutlinedInput from '@mui/material/OutlinedInput';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/Field.tsx';
import { PanelBody, PanelSection } from '../../components/Panel.tsx';
import { useActivePack } from '../../studio/status.ts';
import { entropyOf, type CodeOrder } from './code-usage.ts';
import { useCodebook, useCodeUsage } from './store.ts';

export function CodebookParameters() {
  const { t } = useTranslation();
  const pack = useActivePack();
  const code = useCodebook((state) => state.code);
  const order = useCodebook((state) => state.order);
  const usage = useCodeUsage();
  const size = pack?.codebook.size ?? 0;
  const bits = entropyOf(usage);

  function choose(text: string): void {
    const typed = Number(text);
    const isCode = text.trim() !== '' && Number.isInteger(typed) && typed >= 0 && typed < size;
    useCodebook.setState({ code: isCode ? typed : null });
  }

  return (
    <PanelBody>
      <Field
        label={t('codebook.code')}
        htmlFor="codebook-code"
        hint={t('codebook.codeHint', { last: size - 1 })}
      >
        <OutlinedInput
          id="codebook-code"
          type="number"
          fullWidth
          value={code ?? ''}
          inputProps={{ min: 0, max: size - 1 }}
          onChange={(event) => choose(event.target.value)}
          sx={{ '& input': { fontVariantNumeric: 'tabular-nums' } }}
        />
      </Field>
      <Field label={t('codebook.order')}>
        <ToggleButtonGroup
          exclusive
          fullWidth
          value={order}
          aria-label={t('codebook.order')}
          onChange={(_event, next: CodeOrder | null) =>
            next && useCodebook.setState({ order: next })
          }
        >
          <ToggleButton value="code">{t('codebook.orders.code')}</ToggleButton>
          <ToggleButton value="use">{t('codebook.orders.use')}</ToggleButton>
          <ToggleButton value="rare">{t('codebook.orders.rare')}</ToggleButton>
        </ToggleButtonGroup>
      </Field>
      <PanelSection title={t('codebook.inLibrary')}>
        <LinearProgress
          variant="determinate"
          value={size === 0 ? 0 : (usage.cells.size / size) * 100}
          aria-label={t('codebook.inLibrary')}
        />
        <Box sx={{ display: 'grid', gap: 1, marginTop: 2, fontVariantNumeric: 'tabular-nums' }}>
          <Typography variant="body2">
            {t('codebook.used', { used: usage.cells.size, size })}
          </Typography>
          {usage.cells.size > 0 && (
            <Typography variant="body2">
              {t('codebook.entropy', {
                bits: bits.toFixed(1),
                most: Math.log2(size).toFixed(1),
                perplexity: Math.round(2 ** bits),
              })}
            </Typography>
          )}
          <Typography variant="caption" color="textSecondary">
            {t('codebook.pictures', { count: usage.pictureCount })}
          </Typography>
        </Box>
      </PanelSection>
    </PanelBody>
  );
}
