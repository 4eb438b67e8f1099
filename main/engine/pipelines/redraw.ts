/** Looks at what was drawn: a picture that does not read as its layout says is drawn again. */
import { layoutDifferences } from '../../../contract/picture-layout.ts';
import type { PackManifest } from '../../../contract/pack-manifest.ts';
import type { Sampling } from '../../../contract/pictures.ts';
import { readPictureLayout, type LayoutReader } from './read-layout.ts';

/** How often a picture may be drawn again; without chance a second time would repeat the first. */
export function redrawsOf(
  { temperature, guidance }: Pick<Sampling, 'temperature' | 'guidance'>,
  { layout }: PackManifest,
): number {
  const redraws = layout?.redraws ?? 0;
  if (temperature > 0) return redraws;
  return Math.min(redraws, guidance === 1 ? 0 : 1);
}

/**
 * The picture whose reading differs least from its `layout`: the first, or one of up to `redraws` more, each drawn away from what the
 * best so far reads as. Most of what goes wrong is a combination that training never showed, which another seed alone hardly mends.
 */
export async function redrawUntilRead(
  pack: LayoutReader,
  { layout, redraws }: { readonly layout: string; readonly redraws: number },
  first: readonly number[],
  draw: (attempt: number, seen: string) => Promise<readonly number[]>,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  if (redraws === 0) return first;
  // As the model would have written it, whatever blanks and capitals a given layout has.
  const wished = pack.tokenizer.decode(pack.tokenizer.encode(layout)).trim();
  const look = async (codes: readonly number[]) => {
    const seen = await readPictureLayout(pack, codes, signal);
    return { codes, seen, differences: layoutDifferences(wished, seen) };
  };
  let best = await look(first);
  for (let attempt = 1; attempt <= redraws && best.differences > 0; attempt += 1) {
    const next = await look(await draw(attempt, best.seen));
    if (next.differences < best.differences) best = next;
  }
  return best.codes;
}
