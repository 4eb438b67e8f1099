import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Correction } from '../../contract/typo-correction.ts';
import { readWords } from './reading-words.ts';

interface ReadAsProps {
  readonly corrections: readonly Correction[];
}

/** The known words that the model reads in place of misspelt ones, in one quiet line. */
export function ReadAs({ corrections }: ReadAsProps) {
  const { t } = useTranslation();
  if (corrections.length === 0) return null;
  return (
    <Typography
      variant="caption"
      color="textSecondary"
      component="p"
      sx={{ margin: 0, marginTop: 1 }}
    >
      {t('prompt.readAs', { words: readWords(corrections) })}
    </Typography>
  );
}
