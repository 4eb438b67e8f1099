import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Reading } from '../../../contract/reading.ts';
import type { Refusal } from '../../../contract/refusal.ts';
import { ReadAs } from '../../components/ReadAs.tsx';
import { onceEach } from '../../components/reading-words.ts';

interface QuestionReadingProps {
  readonly reading: Reading;
  /** An answer that names unknown words itself. */
  readonly refusal: Refusal | null;
}

/** How the model read a question, quietly above its answer: words read as others, and words it does not know. */
export function QuestionReading({ reading, refusal }: QuestionReadingProps) {
  const { t } = useTranslation();
  const { corrections } = reading;
  const isNamed = (word: string) => refusal?.words.some((refused) => refused.word === word);
  const unknown = reading.unknown.filter(({ word }) => !isNamed(word));
  if (corrections.length === 0 && unknown.length === 0) return null;
  return (
    <Box>
      <ReadAs corrections={corrections} />
      {onceEach(unknown, ({ word }) => word).map(({ word, near }) => (
        <Typography
          key={word}
          variant="caption"
          color="textSecondary"
          component="p"
          sx={{ margin: 0, marginTop: 1 }}
        >
          {t('prompt.unknown', { word })}
          {near.length > 0 && ` ${t('prompt.near')} ${near.join(', ')}`}
        </Typography>
      ))}
    </Box>
  );
}
