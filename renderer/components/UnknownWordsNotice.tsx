import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { findUnknownWords } from '../../contract/known-words.ts';
import { useStatus } from '../studio/status.ts';
import { Icon } from './Icon.tsx';
import { NearWords } from './NearWords.tsx';
import { replaceWord } from './overlay-segments.ts';

interface UnknownWordsNoticeProps {
  readonly id: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

const mostWords = 3;

/** Says before a run which words the model does not know. It never blocks. */
export function UnknownWordsNotice({ id, text, onChange }: UnknownWordsNoticeProps) {
  const vocabulary = useStatus((state) => state.vocabulary);
  const words = useMemo(() => {
    const found = vocabulary ? findUnknownWords(text, vocabulary) : [];
    return found.filter((one, index) => found.findIndex(({ word }) => word === one.word) === index);
  }, [text, vocabulary]);
  return (
    <Box id={id} aria-live="polite">
      {words.slice(0, mostWords).map((word) => (
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
