import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { LayoutView } from './LayoutView.tsx';
import { PatchErrors } from './PatchErrors.tsx';
import { TokenCodes } from './TokenCodes.tsx';

export type TokensAspect = 'codes' | 'layout' | 'errors';

interface TokensViewProps {
  readonly picture: Picture;
  /** Codes are shown in place of a layout that the picture does not have. */
  readonly aspect: TokensAspect;
  readonly onAspect: (aspect: TokensAspect) => void;
}

/** A picture as the model sees it: its codes, what was laid out before they were drawn, or how much of it codes cannot say. */
export function TokensView({ picture, aspect, onAspect }: TokensViewProps) {
  const { t } = useTranslation();
  const { recipe } = picture;
  const hasLayout = recipe?.layout !== undefined;
  const shown = aspect === 'layout' && !hasLayout ? 'codes' : aspect;
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
        onChange={(_event, next: TokensAspect | null) => next && onAspect(next)}
      >
        <ToggleButton value="codes">{t('tokens.codes')}</ToggleButton>
        {hasLayout && <ToggleButton value="layout">{t('tokens.layout')}</ToggleButton>}
        <ToggleButton value="errors">{t('tokens.errors')}</ToggleButton>
      </ToggleButtonGroup>
      {shown === 'codes' && <TokenCodes key={picture.id} grid={picture.tokens} />}
      {shown === 'layout' && recipe?.layout !== undefined && (
        <LayoutView key={picture.id} picture={picture} recipe={recipe} layout={recipe.layout} />
      )}
      {shown === 'errors' && <PatchErrors key={picture.id} picture={picture} />}
    </Box>
  );
}
