import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActivePack } from '../../../contract/pack-manifest.ts';
import { Icon } from '../../components/Icon.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { changeSampling, useCreate } from './store.ts';

interface AdvancedSamplingProps {
  readonly pack: ActivePack;
}

/** How the codes are drawn; rarely needed, so folded away. */
export function AdvancedSampling({ pack }: AdvancedSamplingProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const sampling = useCreate((state) => state.sampling);
  const isChanged = Object.keys(sampling).length > 0;
  return (
    <Box>
      <Box sx={{ display: 'flex', alignItems: 'center', marginLeft: -2 }}>
        <Button
          size="small"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          sx={{
            color: 'text.secondary',
            '& svg': {
              transform: isOpen ? 'none' : 'rotate(-90deg)',
              transition: 'transform 140ms ease-out',
            },
          }}
        >
          <Icon name="expand" size={18} />
          {t('create.advanced')}
        </Button>
        <Box sx={{ flex: 1 }} />
        {isChanged && (
          <Button
            size="small"
            onClick={() => useCreate.setState({ sampling: {} })}
            sx={{ color: 'text.secondary' }}
          >
            {t('create.reset')}
          </Button>
        )}
      </Box>
      <Collapse in={isOpen} unmountOnExit>
        <Box sx={{ display: 'grid', gap: 5, paddingTop: 2 }}>
          <SliderField
            label={t('create.candidates')}
            value={sampling.candidates ?? 1}
            minimum={1}
            maximum={8}
            step={1}
            hint={t('create.candidatesHint')}
            onChange={(candidates) => changeSampling({ candidates })}
          />
          <SliderField
            label={t('create.temperature')}
            value={sampling.temperature ?? pack.defaults.temperature}
            minimum={0}
            maximum={2}
            step={0.05}
            onChange={(temperature) => changeSampling({ temperature })}
          />
          <SliderField
            label={t('create.topK')}
            value={sampling.topK ?? pack.defaults.topK}
            minimum={0}
            maximum={Math.max(pack.defaults.topK, Math.min(pack.codebook.size, 2000))}
            step={1}
            hint={t('create.topKHint')}
            onChange={(topK) => changeSampling({ topK })}
          />
          <SliderField
            label={t('create.topP')}
            value={sampling.topP ?? pack.defaults.topP}
            minimum={0.05}
            maximum={1}
            step={0.01}
            onChange={(topP) => changeSampling({ topP })}
          />
        </Box>
      </Collapse>
    </Box>
  );
}
