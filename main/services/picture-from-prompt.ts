import type { Recipe, Sampling } from '../../contract/pictures.ts';
import type { Engine, LoadedPack, PaintedPicture, TaskOptions } from '../engine/tasks.ts';
import { createRecipe } from './picture-recipe.ts';

export interface PromptToDraw {
  readonly prompt: string;
  /** What to draw where; undefined lets the model plan. */
  readonly layout: string | undefined;
  readonly seed: number;
  readonly sampling: Partial<Sampling>;
}

interface Maker {
  readonly engine: Engine;
  readonly pack: LoadedPack;
  readonly studioVersion: string;
}

/** One picture from a prompt, with its recipe. Throws what the engine throws. */
export async function pictureFromPrompt(
  { engine, pack, studioVersion }: Maker,
  wanted: PromptToDraw,
  options: TaskOptions,
): Promise<PaintedPicture & { readonly recipe: Recipe }> {
  const painted = await engine.run('picture.generate', wanted, options);
  const { layout } = painted;
  const isArranged = wanted.layout !== undefined;
  const recipe = createRecipe({
    ...wanted,
    mode: 'generate',
    layout,
    isArranged,
    pack,
    studioVersion,
  });
  return { ...painted, recipe };
}
