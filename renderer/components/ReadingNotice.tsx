import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { readText, type Reading } from '../../contract/reading.ts';
import { replaceWord } from '../../contract/replace-word.ts';
import { useStatus } from '../studio/status.ts';
import { Icon } from './Icon.tsx';
import { NearWords } from './NearWords.tsx';
import { ReadAs } from './ReadAs.tsx';
import { onceEach } from './reading-words.ts';
import { useSettled } from './use-settled.ts';

interface ReadingNoticeProps {
  readonly id: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const mostWords = 3;
const nothing: Reading = { corrections: [], unknown: [] };

/** Says before a run which words the model will read as others, and which it does not know. It never blocks. */
export function ReadingNotice({ id, text, onChange }: ReadingNoticeProps) {
  const vocabulary = useStatus((state) => state.vocabulary);
  const { corrections, unknown } = useMemo(
    () => (vocabulary ? readText(text, vocabulary) : nothing),
    [text, vocabulary],
  );
  // The beginning of a word reads as many things while it is typed.
  const settled = useSettled(corrections, 500);
  const isSettled = settled.every((one) => corrections.some(({ read }) => read === one.read));
  return (
    <Box id={id} aria-live="polite">
      <ReadAs corrections={isSettled ? settled : []} />
      {onceEach(unknown, ({ word }) => word)
        .slice(0, mostWords)
        .map((word) => (
          <Box key={word.word} sx={{ display: 'flex', gap: 2, marginTop: 2 }}>
            <Box sx={(theme) => ({ color: theme.vars.palette.studio.unknown, paddingTop: '1px' })}>
              <Icon name="warning" size={16} />
            </Box>
            <NearWords
              word={word}
              onReplace={(near) => onChange(replaceWord(text, word, near).text)}
            />
          </Box>
        ))}
    </Box>
  );
}
