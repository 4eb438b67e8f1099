import { knownPlural, singularsOf } from './plurals.ts';
import { qualityGroups, thingGroups } from './word-groups.ts';

/** Where a word stands in the table: `order` counts through all of it. */
interface Place {
  readonly path: readonly string[];
  readonly order: number;
}

type Places = ReadonlyMap<string, readonly Place[]>;

/** Not a meaning: its words have nothing in common but that they are verbs, too. */
const marker = 'marker';
const mostNear = 3;

const things = readGroups(thingGroups, 0);
const qualities = readGroups(qualityGroups, thingGroups.length);

function readGroups(groups: string, firstOrder: number): Places {
  const places = new Map<string, Place[]>();
  let order = firstOrder;
  for (const line of groups.trim().split('\n')) {
    const [path, words] = line.split(': ') as [string, string];
    for (const word of words.split(' ')) {
      places.set(word, [...(places.get(word) ?? []), { path: path.split('/'), order }]);
      order += 1;
    }
  }
  return places;
}

/** The form in which a word, or two, stands in the table, with plurals taken back; null when it does not. */
export function tableForm(word: string): string | null {
  const isThere = (form: string) => things.has(form) || qualities.has(form);
  const joined = word.replace(' ', '-');
  return isThere(joined) ? joined : (singularsOf(joined).find(isThere) ?? null);
}

/** Whether a word names a thing, as it stands or as a plural, and neither describes or measures one nor is a verb as often. */
export function isThing(word: string): boolean {
  const form = tableForm(word);
  return form !== null && things.has(form) && !qualities.has(form);
}

/** Whether a word describes, measures or frames things, and names none itself. */
export function isQuality(word: string): boolean {
  const form = tableForm(word);
  return form !== null && !things.has(form);
}

/**
 * The known words that mean something like this one, at most three: those that share the narrowest group first, then in the
 * table's order. For a plural they are plurals where the pack knows them. Never the word itself in another form.
 */
export function nearByMeaning(word: string, known: ReadonlySet<string>): string[] {
  const form = tableForm(word);
  if (form === null) return [];
  const own = placesOf(form);
  const found: { candidate: string; shared: number; order: number }[] = [];
  for (const candidate of known) {
    const other = tableForm(candidate);
    // A plural stands for its singular where the pack knows both.
    if (other === null || other === form || (other !== candidate && known.has(other))) continue;
    const best = nearestPlace(own, placesOf(other));
    if (best !== null) found.push({ candidate, ...best });
  }
  found.sort((a, b) => b.shared - a.shared || a.order - b.order);
  return found
    .slice(0, mostNear)
    .map(({ candidate }) =>
      isPlural(word) ? (knownPlural(candidate, known) ?? candidate) : candidate,
    );
}

/** As far as letters tell: "glasses" and "mice", but not "octopus", "tennis" or "dress". */
function isPlural(word: string): boolean {
  return tableForm(word) !== word.replace(' ', '-') || /[^aisu]s$/.test(word);
}

function placesOf(form: string): readonly Place[] {
  return [...(things.get(form) ?? []), ...(qualities.get(form) ?? [])].filter(
    ({ path }) => path[0] !== marker,
  );
}

/** How many steps of a path two words share at most, and where in the table that is; null when they share none. */
function nearestPlace(own: readonly Place[], others: readonly Place[]) {
  let best: { shared: number; order: number } | null = null;
  for (const { path, order } of others) {
    const shared = Math.max(0, ...own.map((place) => sharedSteps(place.path, path)));
    if (shared > 0 && (best === null || shared > best.shared)) best = { shared, order };
  }
  return best;
}

function sharedSteps(a: readonly string[], b: readonly string[]): number {
  const different = a.findIndex((step, index) => step !== b[index]);
  return different === -1 ? a.length : different;
}
