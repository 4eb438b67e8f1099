import ButtonBase from '@mui/material/ButtonBase';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { PictureContext } from '../../components/PictureContext.tsx';
import { usePicture } from '../../studio/pictures.ts';
import { useCreate, useShownPictureId, writePrompt } from './store.ts';

export function CreateContext() {
  const { t } = useTranslation();
  const picture = usePicture(useShownPictureId());
  return (
    <PictureContext picture={picture} hint={t('create.contextHint')} history={<PromptHistory />} />
  );
}

function PromptHistory() {
  const { t } = useTranslation();
  const history = useCreate((state) => state.history);
  if (history.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('create.noHistory')}
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ listStyle: 'none', margin: -2, padding: 0 }}>
      {history.map((prompt) => (
        <li key={prompt}>
          <ButtonBase
            onClick={() => writePrompt(prompt)}
            sx={{
              width: '100%',
              justifyContent: 'flex-start',
              textAlign: 'left',
              padding: 2,
              borderRadius: '6px',
              fontSize: 13,
              lineHeight: '20px',
              '&:hover': { background: 'var(--studio-palette-action-hover)' },
            }}
          >
            {prompt}
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}
