/** Looks at what was drawn: a picture that does not read as its layout says is drawn again. */
import { layoutDifferences } from '../../../contract/picture-layout.ts';
import { readPictureLayout, type LayoutReader } from './read-layout.ts';

/**
 * The picture whose reading differs least from its `layout`: the first, or one of up to `redraws` more, each drawn away from what the
 * best so far reads as. Most of what goes wrong is a combination that training never showed, which another seed alone hardly mends.
 */
export async function redrawUntilRead(
  pack: LayoutReader,
  layout: string,
  first: readonly number[],
  draw: (attempt: number, seen: string) => Promise<readonly number[]>,
  signal: AbortSignal | undefined,
): Promise<readonly number[]> {
  const look = async (codes: readonly number[]) => {
    const seen = await readPictureLayout(pack, codes, signal);
    return { codes, seen, differences: layoutDifferences(layout, seen) };
  };
  let best = await look(first);
  const redraws = pack.manifest.layout?.redraws ?? 0;
  for (let attempt = 1; attempt <= redraws && best.differences > 0; attempt += 1) {
    const next = await look(await draw(attempt, best.seen));
    if (next.differences < best.differences) best = next;
  }
  return best.codes;
}
