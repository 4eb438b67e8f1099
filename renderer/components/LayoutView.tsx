import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatLayout, readLayout, type LaidOutThing } from '../../contract/picture-layout.ts';
import type { Picture, Recipe } from '../../contract/pictures.ts';
import { handOver } from '../studio/navigation.ts';
import { useActivePack } from '../studio/status.ts';
import { LayoutBox } from './LayoutBox.tsx';

interface LayoutViewProps {
  readonly picture: Picture;
  readonly recipe: Recipe;
  /** The recipe's. */
  readonly layout: string;
}

/** What was laid out before a picture was drawn, over what was drawn. Of a prompt's picture it can be rearranged and drawn again. */
export function LayoutView({ picture, recipe, layout }: LayoutViewProps) {
  const { t } = useTranslation();
  const hintId = useId();
  const pack = useActivePack();
  const { looks, things: planned } = useMemo(() => readLayout(layout), [layout]);
  const [moved, setMoved] = useState<readonly LaidOutThing[] | null>(null);
  const things = moved ?? planned;
  const isOfPack = pack?.layout !== undefined && recipe.pack.codebookHash === pack.codebookHash;
  const canMove = recipe.mode === 'generate' && isOfPack;

  function change(index: number, to: LaidOutThing): void {
    setMoved((now) => (now ?? planned).map((thing, at) => (at === index ? to : thing)));
  }

  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={frame}>
        <Box component="img" src={picture.url} alt="" draggable={false} sx={image} />
        {things.map((thing, index) => (
          <LayoutBox
            // oxlint-disable-next-line react/no-array-index-key -- equal things differ by their place in the list
            key={index}
            thing={thing}
            describedBy={hintId}
            onChange={canMove ? (to) => change(index, to) : undefined}
          />
        ))}
      </Box>
      {canMove && (
        <Box sx={{ display: 'flex', gap: 2 }}>
          <Button
            variant="outlined"
            size="small"
            disabled={moved === null}
            onClick={() =>
              handOver({ to: 'create', recipe, layout: formatLayout({ looks, things }) })
            }
          >
            {t('layoutView.draw')}
          </Button>
          <Button size="small" disabled={moved === null} onClick={() => setMoved(null)}>
            {t('layoutView.reset')}
          </Button>
        </Box>
      )}
      <Box component="ul" aria-label={t('layoutView.label')} aria-live="polite" sx={list}>
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
      <Typography id={hintId} variant="caption" color="textSecondary">
        {t(recipe.arranged ? 'layoutView.arranged' : 'layoutView.planned')}{' '}
        {canMove && t('layoutView.howToMove')}
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
