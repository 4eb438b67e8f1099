import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { UnknownWord } from '../../contract/known-words.ts';

interface NearWordsProps {
  readonly word: UnknownWord;
  readonly onReplace: (replacement: string) => void;
}

/** One plain sentence about an unknown word, and the nearest known ones to put in its place. */
export function NearWords({ word, onReplace }: NearWordsProps) {
  const { t } = useTranslation();
  return (
    <Box sx={{ fontSize: 12, lineHeight: '18px' }}>
      <Typography variant="caption" color="textSecondary" sx={{ lineHeight: 'inherit' }}>
        {t('prompt.unknown', { word: word.word })}
        {word.near.length > 0 && ` ${t('prompt.near')}`}
      </Typography>
      {word.near.map((near) => (
        <Button
          key={near}
          size="small"
          onClick={() => onReplace(near)}
          aria-label={t('prompt.replace', { word: word.word, near })}
          sx={{
            height: 18,
            padding: '0 4px',
            fontSize: 12,
            verticalAlign: 'baseline',
            textDecoration: 'underline',
            textUnderlineOffset: '3px',
          }}
        >
          {near}
        </Button>
      ))}
    </Box>
  );
}
