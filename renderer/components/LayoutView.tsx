import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { layoutSide, readLayout } from '../../contract/picture-layout.ts';
import type { PackWords } from '../../contract/pack-manifest.ts';
import type { Picture } from '../../contract/pictures.ts';

interface LayoutViewProps {
  readonly picture: Picture;
  /** Of the picture's recipe. */
  readonly layout: string;
  readonly words: PackWords;
}

/** What the model laid out before it drew, over what it then drew. */
export function LayoutView({ picture, layout, words }: LayoutViewProps) {
  const { t } = useTranslation();
  const { looks, things } = readLayout(layout, words);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Box sx={frame}>
        <Box component="img" src={picture.url} alt="" draggable={false} sx={image} />
        {things.map((thing, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- equal things differ by their place in the list
          <Box key={index} aria-hidden sx={{ ...box, ...place(thing) }}>
            <Typography component="span" sx={name}>
              {thing.name}
            </Typography>
          </Box>
        ))}
      </Box>
      <Box component="ul" aria-label={t('layoutView.label')} sx={list}>
        {looks !== '' && (
          <Typography component="li" variant="caption" color="textSecondary">
            {looks}
          </Typography>
        )}
        {things.map(({ name: thing, cells, column, row }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <Typography key={index} component="li" variant="caption">
            {t('layoutView.thing', { thing, cells, column: column + 1, row: row + 1 })}
          </Typography>
        ))}
      </Box>
      <Typography variant="caption" color="textSecondary">
        {t('layoutView.hint')}
      </Typography>
    </Box>
  );
}

function place({ cells, column, row }: { cells: number; column: number; row: number }) {
  const share = (count: number) => `${(100 * count) / layoutSide}%`;
  return { left: share(column), top: share(row), width: share(cells), height: share(cells) };
}

/** The whole square that the model saw; a picture of another shape lies in its middle. */
const frame = {
  position: 'relative',
  aspectRatio: '1',
  borderRadius: '10px',
  overflow: 'hidden',
} as const;

const image = { display: 'block', width: '100%', height: '100%', objectFit: 'contain' } as const;

/** Light on dark: to be seen on every picture. */
const box = {
  position: 'absolute',
  border: '1.5px solid #fff',
  outline: '1px solid rgb(0 0 0 / 0.6)',
  borderRadius: '4px',
} as const;

const name = {
  position: 'absolute',
  top: 0,
  left: 0,
  maxWidth: '100%',
  padding: '0 4px',
  borderBottomRightRadius: '4px',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  fontSize: 11,
  lineHeight: '16px',
  color: '#fff',
  background: 'rgb(0 0 0 / 0.7)',
} as const;

const list = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gap: 1,
  fontVariantNumeric: 'tabular-nums',
} as const;
