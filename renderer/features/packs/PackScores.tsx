import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ActivePack } from '../../../contract/pack-manifest.ts';
import { singulars } from './singulars.ts';

interface PackScoresProps {
  readonly pack: ActivePack;
}

const numberFormat = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });

/** What the pack is and what was measured on it, in plain numbers. */
export function PackScores({ pack }: PackScoresProps) {
  const { t } = useTranslation();
  const facts: readonly (readonly [string, string])[] = [
    [t('packs.picture'), `${pack.picture.size} × ${pack.picture.size} px`],
    [t('packs.grid'), t('packs.gridValue', { width: pack.grid.width, height: pack.grid.height })],
    [
      t('packs.codebook'),
      t('packs.codebookValue', { size: numberFormat.format(pack.codebook.size) }),
    ],
    [t('packs.nouns'), singulars(pack.words.nouns).join(', ')],
    [t('packs.colours'), pack.words.colours.join(', ')],
    [t('packs.backgrounds'), pack.words.backgrounds.join(', ')],
    [t('packs.hash'), pack.codebookHash.slice(0, 16)],
  ];
  const scores = flatten(pack.scores);
  return (
    <Box sx={{ display: 'grid', gap: 6 }}>
      <Table title={t('packs.about', { name: pack.name })} rows={facts} />
      {scores.length > 0 && <Table title={t('packs.scores')} rows={scores} />}
    </Box>
  );
}

interface TableProps {
  readonly title: string;
  readonly rows: readonly (readonly [string, string])[];
}

function Table({ title, rows }: TableProps) {
  return (
    <Box component="section">
      <Typography variant="h3" component="h3" sx={{ marginBottom: 2 }}>
        {title}
      </Typography>
      <Box
        component="dl"
        sx={{
          margin: 0,
          display: 'grid',
          gridTemplateColumns: 'minmax(140px, max-content) 1fr',
          columnGap: 6,
          rowGap: 1,
        }}
      >
        {rows.map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Typography component="dt" variant="body2" color="textSecondary">
              {name}
            </Typography>
            <Typography
              component="dd"
              variant="body2"
              sx={{ margin: 0, fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}
            >
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** Scores are whatever the training measured: nested names are joined, numbers shortened. */
function flatten(
  scores: Readonly<Record<string, unknown>>,
  prefix = '',
): (readonly [string, string])[] {
  return Object.entries(scores).flatMap(([key, value]) => {
    const name = prefix ? `${prefix} · ${key}` : key;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return flatten(value as Record<string, unknown>, name);
    }
    const text =
      typeof value === 'number'
        ? numberFormat.format(value)
        : Array.isArray(value)
          ? value.join(', ')
          : String(value);
    return [[inWords(name), text] as const];
  });
}

/** `linearPsnr` and `linear_psnr` both read as words. */
function inWords(name: string): string {
  return name
    .replaceAll('_', ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
}
