import type { Corpus } from "./corpus.ts";
import type { FacetName, Facets } from "./model.ts";
import { atOnce, type Slices } from "./slices.ts";

/** Values of a facet that are given: nobody chooses from more. */
const MOST_VALUES = 100;

/** The values of a facet, and which of them each passage has: from `starts[position]`, before `starts[position + 1]`. */
type Column = { values: string[]; starts: Uint32Array; has: number[] };
type Columns = Record<FacetName, Column>;

const NAMES = ["council", "body", "speaker", "kind", "outcome"] as const satisfies FacetName[];

/** Counting goes over all matches of every search, so the values are laid out for it once. */
const columnsOf = new WeakMap<Corpus, Columns>();

function valuesAt(corpus: Corpus, position: number): Record<FacetName, readonly string[]> {
  const { speakers, kind, outcome } = corpus.passages[position]!;
  const { council, body } = corpus.documentOf(position);
  const some = (value: string | null | undefined) => (value == null ? [] : [value]);
  return {
    council: some(council),
    body: some(body),
    speaker: speakers,
    kind: [kind],
    outcome: some(outcome),
  };
}

/** Gives each value its place in a list of them, a new one at the end. */
function ids(): (value: string, values: string[]) => number {
  const known = new Map<string, number>();
  return (value, values) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    known.set(value, values.length);
    return values.push(value) - 1;
  };
}

/** Lays out the values of a corpus for counting. Counting does it by itself, at once, where it was not done before. */
export function* facetSlices(corpus: Corpus): Slices<void> {
  const size = corpus.passages.length;
  const column = (): Column => ({ values: [], starts: new Uint32Array(size + 1), has: [] });
  const columns: Columns = {
    council: column(),
    body: column(),
    speaker: column(),
    kind: column(),
    outcome: column(),
  };
  const idOf = { council: ids(), body: ids(), speaker: ids(), kind: ids(), outcome: ids() };
  for (let position = 0; position < size; position++) {
    const given = valuesAt(corpus, position);
    for (const name of NAMES) {
      const { values, starts, has } = columns[name];
      for (const value of given[name]) has.push(idOf[name](value, values));
      starts[position + 1] = has.length;
    }
    yield;
  }
  columnsOf.set(corpus, columns);
}

function columnsFor(corpus: Corpus): Columns {
  if (!columnsOf.has(corpus)) atOnce(facetSlices(corpus));
  return columnsOf.get(corpus)!;
}

/** The different values that passages have, in order of the first that has each. */
export function facetValues(corpus: Corpus, name: FacetName): readonly string[] {
  return columnsFor(corpus)[name].values;
}

const byName = new Intl.Collator().compare;

/** The most frequent values first, those of one count by name. */
function mostFrequent(
  { values, starts, has }: Column,
  positions: readonly number[],
): Facets[FacetName] {
  const counts = new Uint32Array(values.length);
  for (const position of positions)
    for (let at = starts[position]!; at < starts[position + 1]!; at++) counts[has[at]!]!++;
  const least = Math.max(1, counts.toSorted().at(-MOST_VALUES) ?? 0);
  return values
    .flatMap((value, id) => (counts[id]! >= least ? [{ value, count: counts[id]! }] : []))
    .toSorted((a, b) => b.count - a.count || byName(a.value, b.value))
    .slice(0, MOST_VALUES);
}

/** How many of the passages at these positions have each value: the hundred most frequent values, most frequent first. */
export function countFacets(corpus: Corpus, positions: readonly number[]): Facets {
  const { council, body, speaker, kind, outcome } = columnsFor(corpus);
  return {
    council: mostFrequent(council, positions),
    body: mostFrequent(body, positions),
    speaker: mostFrequent(speaker, positions),
    kind: mostFrequent(kind, positions),
    outcome: mostFrequent(outcome, positions),
  };
}
