import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { readLayout } from '../../../contract/picture-layout.ts';
import {
  completeSampling,
  samplingSchema,
  seedSchema,
  type Sampling,
} from '../../../contract/pictures.ts';

/** What the caller gave, checked, with the pack's defaults in the gaps. Throws `bad-input`. */
export function resolveSampling(given: Partial<Sampling>, manifest: PackManifest): Sampling {
  const parsed = samplingSchema.partial().safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new StudioError('bad-input', `Sampling: ${problems.join(' ')}`, { problems });
  }
  return completeSampling(parsed.data, manifest.defaults);
}

export function requireSeed(seed: number): void {
  if (!seedSchema.safeParse(seed).success) {
    throw new StudioError('bad-input', `The seed ${seed} is not an integer from 0 to 4294967295.`);
  }
}

export function cellCount(manifest: PackManifest): number {
  return manifest.grid.width * manifest.grid.height;
}

/** A full grid of codes of this pack; null cells only where `allowMasked`. Throws `bad-input`. */
export function requireCodes(
  codes: readonly (number | null)[],
  manifest: PackManifest,
  allowMasked = false,
): void {
  const count = cellCount(manifest);
  if (codes.length !== count) {
    throw new StudioError(
      'bad-input',
      `A picture of this pack has ${count} codes, not ${codes.length}.`,
    );
  }
  const { size } = manifest.codebook;
  for (const code of codes) {
    if (code === null && allowMasked) continue;
    if (code === null || !Number.isInteger(code) || code < 0 || code >= size) {
      throw new StudioError(
        'bad-input',
        `Code ${code} is outside the codebook (0 to ${size - 1}).`,
      );
    }
  }
}

/** A layout as contract/picture-layout.ts reads it, with at least one thing; null where none is given. Throws `bad-input`. */
export function requireLayout(layout: string | undefined, manifest: PackManifest): string | null {
  if (layout === undefined) return null;
  if (manifest.layout === undefined) {
    throw new StudioError(
      'bad-input',
      `The pack "${manifest.id}" draws without layouts; leave it out.`,
    );
  }
  if (readLayout(layout, manifest.words).things.length === 0) {
    throw new StudioError(
      'bad-input',
      `The layout "${layout}" places nothing; a layout is like "beach red apple325": side, column and row after every thing.`,
      { layout },
    );
  }
  return layout;
}

/** A text that gives at least one token. Throws `bad-input`. */
export function requireText(text: string, what: string): void {
  if (text.trim() === '')
    throw new StudioError('bad-input', `The ${what} is empty; write what you want.`);
}
