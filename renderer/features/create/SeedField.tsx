import Box from '@mui/material/Box';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '../../components/Field.tsx';
import { IconAction } from '../../components/IconAction.tsx';
import { drawSeed } from '../../studio/platform.ts';
import { useCreate } from './store.ts';

const largestSeed = 0xffffffff;

/** The seed in use: drawn anew for every run unless locked; writing one locks it. */
export function SeedField() {
  const { t } = useTranslation();
  const seed = useCreate((state) => state.seed);
  const isSeedLocked = useCreate((state) => state.isSeedLocked);
  const [draft, setDraft] = useState<string | null>(null);

  function commit(): void {
    if (draft === null) return;
    setDraft(null);
    const typed = Number(draft);
    if (draft.trim() === '' || !Number.isInteger(typed)) return;
    useCreate.setState({ seed: Math.min(largestSeed, Math.max(0, typed)), isSeedLocked: true });
  }

  return (
    <Field
      label={t('create.seed')}
      htmlFor="create-seed"
      hint={t(isSeedLocked ? 'create.seedLocked' : 'create.seedFree')}
    >
      <Box sx={{ display: 'flex', gap: 1 }}>
        <OutlinedInput
          id="create-seed"
          fullWidth
          value={draft ?? String(seed)}
          inputProps={{ inputMode: 'numeric' }}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
          }}
          sx={{ '& input': { fontVariantNumeric: 'tabular-nums' } }}
        />
        <IconAction
          icon="dice"
          label={t('create.draw')}
          onClick={() => useCreate.setState({ seed: drawSeed() })}
        />
        <IconAction
          icon={isSeedLocked ? 'lock' : 'unlock'}
          label={t(isSeedLocked ? 'create.unlock' : 'create.lock')}
          pressed={isSeedLocked}
          onClick={() => useCreate.setState({ isSeedLocked: !isSeedLocked })}
        />
      </Box>
    </Field>
  );
}
