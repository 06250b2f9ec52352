import { words } from "./terms.ts";

/** Runs of so many words are compared; a shorter text is one run. */
const RUN = 3;
/** Two texts that share this part of all their runs say the same in the same words: a draft and what was approved. */
const SAME = 0.8;

function runsOf(text: string): Set<string> {
  const folded = words(text).map((word) => word.folded);
  if (folded.length <= RUN) return new Set([folded.join(" ")]);
  return new Set(folded.slice(RUN - 1).map((_, i) => folded.slice(i, i + RUN).join(" ")));
}

/** One of a list, and those after it, from other documents, that repeat its words. */
export type Folded<T> = { kept: T; repeats: T[] };

/**
 * Folds what repeats the words of an earlier entry of another document into that: standing resolutions, a draft and
 * what was approved, one meeting in two formats. Order is kept. What comes after the last place is not looked at.
 *
 * @param wordsOf text and document of an entry
 * @param most how many places there are
 */
export function foldRepeats<T>(
  list: readonly T[],
  wordsOf: (entry: T) => { text: string; documentId: string },
  most: number,
): Folded<T>[] {
  const folded: Place<T>[] = [];
  const places = new Map<string, number[]>();
  for (const entry of list) {
    const { text, documentId } = wordsOf(entry);
    const runs = runsOf(text);
    const same = sameWords(folded, places, runs, documentId);
    if (same) same.repeats.push(entry);
    else if (folded.length === most) break;
    else {
      for (const run of runs) placesOf(places, run).push(folded.length);
      folded.push({ kept: entry, repeats: [], size: runs.size, documentId });
    }
  }
  return folded.map(({ kept, repeats }) => ({ kept, repeats }));
}

type Place<T> = Folded<T> & { size: number; documentId: string };

function placesOf(places: Map<string, number[]>, run: string): number[] {
  const known = places.get(run);
  if (known) return known;
  const none: number[] = [];
  places.set(run, none);
  return none;
}

/** The first place of another document with which the runs share enough of all runs of both (Jaccard). */
function sameWords<T>(
  folded: readonly Place<T>[],
  places: ReadonlyMap<string, number[]>,
  runs: ReadonlySet<string>,
  documentId: string,
): Place<T> | undefined {
  const shared = new Map<number, number>();
  for (const run of runs)
    for (const place of places.get(run) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  const found = [...shared].flatMap(([place, count]) => {
    const { size, documentId: other } = folded[place]!;
    return other !== documentId && count >= SAME * (size + runs.size - count) ? [place] : [];
  });
  return found.length > 0 ? folded[Math.min(...found)] : undefined;
}
