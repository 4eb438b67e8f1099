import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Picture, Recipe } from '../../contract/pictures.ts';
import { handOver } from '../studio/navigation.ts';
import { copyText } from '../studio/platform.ts';
import { attempt, showToast } from '../studio/toasts.ts';
import { formatDate } from './format.ts';
import { Icon } from './Icon.tsx';
import { OutsideNotice } from './OutsideNotice.tsx';
import { readWords } from './reading-words.ts';

interface RecipeViewProps {
  readonly picture: Picture;
}

/** How a picture was made, to read, to copy and to use again. */
export function RecipeView({ picture }: RecipeViewProps) {
  const { t } = useTranslation();
  const { recipe } = picture;
  const rows: readonly (readonly [string, string])[] = [
    ...(recipe ? recipeRows(recipe, t) : []),
    [t('recipe.size'), `${picture.width} × ${picture.height} px`],
    [t('recipe.created'), formatDate(picture.createdAtMs)],
    ...(picture.novelty === null
      ? []
      : ([
          [t('recipe.novelty'), t('recipe.noveltyValue', { value: picture.novelty.toFixed(2) })],
        ] as const)),
  ];
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      {recipe ? (
        <Typography variant="body1" sx={{ overflowWrap: 'anywhere' }}>
          {recipe.prompt}
        </Typography>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {t('recipe.none')}
        </Typography>
      )}
      <OutsideNotice picture={picture} />
      <Box component="dl" sx={list}>
        {rows.map(([name, value]) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Typography component="dt" variant="caption" color="textSecondary">
              {name}
            </Typography>
            <Typography component="dd" variant="caption" sx={valueStyle}>
              {value}
            </Typography>
          </Box>
        ))}
      </Box>
      {recipe && (
        <Box sx={{ display: 'flex', gap: 2 }}>
          <UseRecipe picture={picture} recipe={recipe} />
          <Button
            size="small"
            onClick={() =>
              attempt(async () => {
                await copyText(JSON.stringify(recipe, null, 2));
                showToast(t('recipe.copied'));
              })
            }
          >
            <Icon name="copy" size={16} />
            {t('recipe.copy')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

interface UseRecipeProps {
  readonly picture: Picture;
  readonly recipe: Recipe;
}

/** A prompt goes back to Create; a change goes back to Edit, with the picture that it was made from. */
function UseRecipe({ picture, recipe }: UseRecipeProps) {
  const { t } = useTranslation();
  const isChange =
    recipe.parentHash !== undefined || recipe.mode === 'edit' || recipe.mode === 'infill';
  const { parentId } = picture;
  if (isChange && parentId === null) return null;
  return (
    <Button
      variant="outlined"
      size="small"
      onClick={() =>
        handOver(
          isChange
            ? { to: 'edit', pictureId: parentId!, instruction: recipe.prompt }
            : { to: 'create', recipe, keepSeed: true },
        )
      }
    >
      {t(isChange ? 'recipe.changeAgain' : 'recipe.use')}
    </Button>
  );
}

function recipeRows(recipe: Recipe, t: (key: string) => string): (readonly [string, string])[] {
  const { sampling } = recipe;
  return [
    ...(recipe.corrections ? [[t('recipe.readAs'), readWords(recipe.corrections)] as const] : []),
    [t('recipe.mode'), t(`recipe.modes.${recipe.mode}`)],
    [t('recipe.seed'), String(recipe.seed)],
    [t('recipe.guidance'), String(sampling.guidance)],
    [t('recipe.decoderSteps'), String(sampling.decoderSteps)],
    ...(sampling.candidates === undefined
      ? []
      : [[t('recipe.candidates'), String(sampling.candidates)] as const]),
    [t('recipe.temperature'), String(sampling.temperature)],
    [t('recipe.topK'), String(sampling.topK)],
    [t('recipe.topP'), String(sampling.topP)],
    [t('recipe.pack'), `${recipe.pack.id} ${recipe.pack.version}`],
    [t('recipe.codebook'), recipe.pack.codebookHash.slice(0, 12)],
    [t('recipe.provider'), `${recipe.provider}, ${recipe.threads}`],
  ];
}

const list = {
  margin: 0,
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(0, 1fr)',
  columnGap: 4,
  rowGap: 1.5,
} as const;

const valueStyle = {
  margin: 0,
  textAlign: 'right',
  fontVariantNumeric: 'tabular-nums',
  overflowWrap: 'anywhere',
} as const;
