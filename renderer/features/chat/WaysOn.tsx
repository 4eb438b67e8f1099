import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import type { Refusal } from '../../../contract/refusal.ts';
import { sendInstead } from './store.ts';

interface WaysOnProps {
  readonly refusal: Refusal;
}

/** What to send in place of a request that was refused: with known words, without the unknown ones, or as it was. */
export function WaysOn({ refusal }: WaysOnProps) {
  const { t } = useTranslation();
  const { request, words, suggestions } = refusal;
  const refused = words.map(({ word }) => word).join(', ');
  const ways = [
    ...suggestions.map(({ use, text }) => ({
      label:
        use.length === 0
          ? t('chat.refusal.without', { words: refused })
          : t('chat.refusal.use', { words: use.join(', ') }),
      text,
      anyway: false,
    })),
    { label: t('chat.refusal.anyway'), text: request, anyway: true },
  ];
  return (
    <Box
      role="group"
      aria-label={t('chat.refusal.waysOn')}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}
    >
      {ways.map(({ label, text, anyway }) => (
        <Tooltip key={label} title={text} describeChild>
          <Button
            size="small"
            variant={anyway ? 'text' : 'outlined'}
            onClick={() => sendInstead(text, anyway)}
            sx={{ fontWeight: 450 }}
          >
            {label}
          </Button>
        </Tooltip>
      ))}
    </Box>
  );
}
