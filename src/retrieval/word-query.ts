import type { LexicalIndex } from "./bm25.ts";
import { corrections } from "./spelling.ts";
import { queryWords } from "./terms.ts";
import type { Word } from "./terms.ts";

/** A corrected spelling counts a little less than the word as it was typed. */
const CORRECTION_WEIGHT = 0.8;
/** The most that one term adds in units of its inverse document frequency: k1 + 1. */
const BM25_CEILING = 2.2;
/** Words whose corrections are kept: looking through a large vocabulary takes a millisecond. */
const CORRECTIONS_KEPT = 10_000;

/** A word of a query that stands in no text and is no real word, and the terms that it may be a slip for. */
export type Slip = { word: Word; meant: readonly string[] };

export type QueryReader = {
  /** The query's stems, each with its weight; a slip gives way to what it may be a slip for. */
  terms(text: string): Map<string, number>;
  /** The words for which something else may be meant. */
  slips(text: string): Slip[];
};

/** Reads queries against the words of an index. */
export function queryReader(
  index: LexicalIndex,
  isRealWord: (folded: string) => boolean,
): QueryReader {
  const kept = new Map<string, readonly string[]>();
  const near = (term: string): readonly string[] => {
    const known = kept.get(term);
    if (known) return known;
    if (kept.size >= CORRECTIONS_KEPT) kept.clear();
    const found = corrections(term, index.vocabulary());
    kept.set(term, found);
    return found;
  };
  const meantBy = ({ stem, folded }: Word): readonly string[] =>
    index.documentFrequency(stem) > 0 || isRealWord(folded) ? [] : near(stem);
  return {
    terms(text) {
      const query = new Map<string, number>();
      for (const word of queryWords(text)) {
        const meant = meantBy(word);
        if (meant.length === 0) query.set(word.stem, 1);
        for (const other of meant)
          query.set(other, Math.max(query.get(other) ?? 0, CORRECTION_WEIGHT / meant.length));
      }
      return query;
    },
    slips: (text) =>
      queryWords(text).flatMap((word) => {
        const meant = meantBy(word);
        return meant.length > 0 ? [{ word, meant }] : [];
      }),
  };
}

/** What BM25 would give a passage that answers every term as well as can be: terms that stand nowhere count as the rarest. */
export function ceiling(index: LexicalIndex, query: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, weight] of query) sum += weight * index.inverseDocumentFrequency(term);
  return sum * BM25_CEILING;
}

/** Positions, of those allowed, that have a score above 0, ascending. */
export function withScore(
  scores: Float32Array,
  allowed: readonly number[] | undefined,
): Uint32Array {
  const found = new Uint32Array(allowed?.length ?? scores.length);
  let count = 0;
  if (allowed) {
    for (const position of allowed) if (scores[position]! > 0) found[count++] = position;
  } else {
    for (let at = 0; at < scores.length; at++) if (scores[at]! > 0) found[count++] = at;
  }
  return found.subarray(0, count);
}

/** The `count` of these positions with the best scores, best first; of equal ones those that come first. */
export function bestOf(positions: Uint32Array, scores: Float32Array, count: number): number[] {
  const order = (x: number, y: number) => scores[y]! - scores[x]! || x - y;
  const room = 4 * count + 256;
  let kept: number[] = [];
  let least = -Infinity;
  for (const position of positions) {
    if (scores[position]! <= least) continue;
    kept.push(position);
    if (kept.length < room) continue;
    kept = kept.toSorted(order).slice(0, count);
    least = scores[kept.at(-1)!]!;
  }
  return kept.toSorted(order).slice(0, count);
}
