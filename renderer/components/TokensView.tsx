import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { PatchErrors } from './PatchErrors.tsx';
import { TokenCodes } from './TokenCodes.tsx';

interface TokensViewProps {
  readonly picture: Picture;
}

/** A picture as the model sees it: its codes, or how much of it the codes cannot say. */
export function TokensView({ picture }: TokensViewProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<'codes' | 'errors'>('codes');
  if (!picture.tokens) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('tokens.none')}
      </Typography>
    );
  }
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <ToggleButtonGroup
        exclusive
        fullWidth
        value={shown}
        aria-label={t('tokens.show')}
        onChange={(_event, next: 'codes' | 'errors' | null) => next && setShown(next)}
      >
        <ToggleButton value="codes">{t('tokens.codes')}</ToggleButton>
        <ToggleButton value="errors">{t('tokens.errors')}</ToggleButton>
      </ToggleButtonGroup>
      {shown === 'codes' && <TokenCodes grid={picture.tokens} />}
      {shown === 'errors' && <PatchErrors picture={picture} />}
    </Box>
  );
}
