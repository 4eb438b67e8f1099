import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLayout, readLayout, type LaidOutThing } from '../../contract/picture-layout.ts';
import type { PackWords } from '../../contract/pack-manifest.ts';
import type { Picture, Recipe } from '../../contract/pictures.ts';
import { handOver } from '../studio/navigation.ts';
import { LayoutBox } from './LayoutBox.tsx';

interface LayoutViewProps {
  readonly picture: Picture;
  readonly recipe: Recipe;
  /** The recipe's. */
  readonly layout: string;
  readonly words: PackWords;
}

/** What the model laid out before it drew, over what it then drew. Of a prompt's picture it can be rearranged and drawn again. */
export function LayoutView({ picture, recipe, layout, words }: LayoutViewProps) {
  const { t } = useTranslation();
  const { looks, things: planned } = useMemo(() => readLayout(layout, words), [layout, words]);
  const [moved, setMoved] = useState<readonly LaidOutThing[] | null>(null);
  const things = moved ?? planned;
  const canMove = recipe.mode === 'generate';

  function change(index: number, to: LaidOutThing): void {
    setMoved(things.map((thing, at) => (at === index ? to : thing)));
  }

  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box data-layout sx={frame}>
        <Box component="img" src={picture.url} alt="" draggable={false} sx={image} />
        {things.map((thing, index) => (
          <LayoutBox
            // oxlint-disable-next-line react/no-array-index-key -- equal things differ by their place in the list
            key={index}
            thing={thing}
            onChange={canMove ? (to) => change(index, to) : undefined}
          />
        ))}
      </Box>
      {moved && (
        <Box sx={{ display: 'flex', gap: 2 }}>
          <Button
            variant="outlined"
            size="small"
            onClick={() =>
              handOver({ to: 'create', recipe, layout: formatLayout({ looks, things }) })
            }
          >
            {t('layoutView.draw')}
          </Button>
          <Button size="small" onClick={() => setMoved(null)}>
            {t('layoutView.reset')}
          </Button>
        </Box>
      )}
      <Box component="ul" aria-label={t('layoutView.label')} sx={list}>
        {looks !== '' && (
          <Typography component="li" variant="caption" color="textSecondary">
            {looks}
          </Typography>
        )}
        {things.map(({ name, cells, column, row }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <Typography key={index} component="li" variant="caption">
            {t('layoutView.thing', { thing: name, cells, column: column + 1, row: row + 1 })}
          </Typography>
        ))}
      </Box>
      <Typography variant="caption" color="textSecondary">
        {t(canMove ? 'layoutView.hintMove' : 'layoutView.hint')}
      </Typography>
    </Box>
  );
}

/** The whole square that the model saw; a picture of another shape lies in its middle. */
const frame = {
  position: 'relative',
  aspectRatio: '1',
  borderRadius: '10px',
  overflow: 'hidden',
} as const;

const image = { display: 'block', width: '100%', height: '100%', objectFit: 'contain' } as const;

const list = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 1,
  fontVariantNumeric: 'tabular-nums',
} as const;
