import { createVocabulary } from '../../contract/known-words.ts';
import { completeSampling, type Recipe, type Sampling } from '../../contract/pictures.ts';
import { correctTypos } from '../../contract/typo-correction.ts';
import type { LoadedPack } from '../engine/tasks.ts';

export interface RecipeInput {
  readonly mode: Recipe['mode'];
  readonly prompt: string;
  readonly layout: string | null;
  /** Whether somebody gave the layout. */
  readonly isArranged?: boolean;
  readonly seed: number;
  /** What was asked for; the pack's defaults fill the gaps. */
  readonly sampling: Partial<Sampling>;
  readonly pack: LoadedPack;
  readonly studioVersion: string;
  /** sha256 of the pixels this picture was made from, for edits. */
  readonly parentHash?: string;
}

/** The recipe of a picture the model made: enough to make it again, and nothing that differs between two equal runs. */
export function createRecipe(input: RecipeInput): Recipe {
  const { manifest, codebookHash, provider, threads } = input.pack;
  const { mode, prompt, layout, seed, studioVersion } = input;
  // The engine corrects with the same words, so this is what it read.
  const { corrections } = correctTypos(prompt, createVocabulary(manifest.words));
  return {
    version: 1,
    mode,
    prompt,
    ...(corrections.length === 0 ? {} : { corrections: [...corrections] }),
    ...(layout === null ? {} : { layout }),
    ...(input.isArranged === true ? { arranged: true as const } : {}),
    seed,
    sampling: completeSampling(input.sampling, manifest.defaults),
    pack: { id: manifest.id, version: manifest.version, codebookHash },
    provider,
    threads,
    studioVersion,
    ...(input.parentHash === undefined ? {} : { parentHash: input.parentHash }),
  };
}
