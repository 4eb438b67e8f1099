import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Picture } from '../../contract/pictures.ts';
import { useOpenPicture } from '../studio/open-picture.ts';
import { PanelBody } from './Panel.tsx';
import { RecipeView } from './RecipeView.tsx';
import { TokensView, type TokensAspect } from './TokensView.tsx';

interface PictureContextProps {
  readonly picture: Picture | null;
  /** Shown when no picture is chosen. */
  readonly hint: string;
  /** A third tab. */
  readonly history?: ReactNode;
}

type TabName = 'recipe' | 'tokens' | 'history';

/** The context panel of a picture: recipe, tokens and, where there is one, history. */
export function PictureContext({ picture, hint, history }: PictureContextProps) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<TabName>('recipe');
  // Kept here, since no picture is shown while the next one is drawn.
  const [aspect, setAspect] = useState<TokensAspect>('codes');
  const shown = tab === 'history' && !history ? 'recipe' : tab;
  const pictureId = picture?.id;
  useEffect(() => {
    if (pictureId !== undefined) useOpenPicture.setState({ pictureId });
  }, [pictureId]);
  return (
    <>
      <Box
        sx={(theme) => ({
          padding: '6px 12px 0',
          borderBottom: `1px solid ${theme.vars.palette.studio.hairline}`,
        })}
      >
        <Tabs
          value={shown}
          onChange={(_event, next: TabName) => setTab(next)}
          aria-label={t('context.label')}
        >
          <Tab value="recipe" label={t('context.recipe')} />
          <Tab value="tokens" label={t('context.tokens')} />
          {history && <Tab value="history" label={t('context.history')} />}
        </Tabs>
      </Box>
      <PanelBody>
        {shown === 'history' && history}
        {shown !== 'history' && !picture && (
          <Typography variant="body2" color="textSecondary">
            {hint}
          </Typography>
        )}
        {shown === 'recipe' && picture && <RecipeView picture={picture} />}
        {shown === 'tokens' && picture && (
          <TokensView picture={picture} aspect={aspect} onAspect={setAspect} />
        )}
      </PanelBody>
    </>
  );
}
