import { StudioError } from '../../../contract/errors.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import { createVocabulary, findUnknownWords } from '../../../contract/known-words.ts';
import { formatLayout, longestLayoutText, readLayout } from '../../../contract/picture-layout.ts';
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

/** Positions that a picture takes after `<assistant>`, its layout included where it may have one. */
export function pictureRoom(manifest: PackManifest, mayHaveLayout: boolean): number {
  const layout = mayHaveLayout && manifest.layout ? manifest.layout.longest + 1 : 0;
  return layout + 1 + cellCount(manifest);
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

/** A layout of this pack's words, of which nothing is left unread; null where none is given. Throws `bad-input`. */
export function requireLayout(layout: string | undefined, manifest: PackManifest): string | null {
  if (layout === undefined) return null;
  if (manifest.layout === undefined) {
    throw new StudioError(
      'bad-input',
      `The pack "${manifest.id}" draws without layouts; leave it out.`,
    );
  }
  const read = readLayout(layout);
  if (
    read.things.length === 0 ||
    plain(layout) !== plain(formatLayout(read)) ||
    layout.length > longestLayoutText
  ) {
    throw new StudioError(
      'bad-input',
      `The layout "${layout}" cannot be read; one is like "beach: blue apple325": looks, then every thing with its side, column and row.`,
      { layout },
    );
  }
  const known = createVocabulary(manifest.words);
  const unknown = findUnknownWords(layout.replace(/[0-9]/g, ' '), known).map(({ word }) => word);
  if (unknown.length > 0) {
    throw new StudioError(
      'bad-input',
      `The layout names what the pack does not know: ${unknown.join(', ')}.`,
      { layout, unknown },
    );
  }
  return layout;
}

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** A text that gives at least one token. Throws `bad-input`. */
export function requireText(text: string, what: string): void {
  if (text.trim() === '')
    throw new StudioError('bad-input', `The ${what} is empty; write what you want.`);
}
