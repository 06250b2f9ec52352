import { buildLexicalIndex } from "./bm25.ts";
import type { LexicalIndex, LexicalRow } from "./bm25.ts";
import type { SearchMode } from "./model.ts";
import type { VectorIndex } from "./ports.ts";
import { corrections } from "./spelling.ts";
import { queryWords, terms } from "./terms.ts";

/** A passage as the ranking sees it; its place in the list is its position. */
export type RankedText = {
  text: string;
  /** The lead-in sentence of a bullet, or "". */
  leadIn: string;
  /** Council, body, date and agenda item: found by, less than the text itself, and never quoted. */
  context: string;
};

/** Where the vectors of the texts are; `label` of a neighbour is a text's position. */
export type RankingVectors = {
  nearest: VectorIndex;
  passage(position: number): Float32Array;
  sentences(position: number): Float32Array[];
};

/** `lexical` and `dense` are about 0 to 1, and so is `score`, which mixes them. */
export type Ranked = { position: number; score: number; lexical: number; dense: number };

export type RankRequest = {
  text: string;
  vector: Float32Array;
  mode: SearchMode;
  /** How many to give at the most. */
  limit: number;
  /** Positions that may be given, ascending; all where absent. */
  allowed?: readonly number[] | undefined;
};

export type Ranking = {
  size: number;
  lexicalIndex: LexicalIndex;
  /** The query's stems, slips of the pen corrected, each with its weight. */
  queryTerms(text: string): Map<string, number>;
  rank(request: RankRequest): Ranked[];
};

/** A word of the context counts as this part of an occurrence in the text. Measured: 0.25 to 1 differ little. */
const CONTEXT_WEIGHT = 0.5;
/**
 * Part of the dense score in the mix. Both scores are absolute (cosine; share of the question's information that is
 * matched), so that a question with few words of the minutes leans on the vectors by itself. Measured on all dev sets at
 * once: 0.4 to 0.6 differ by less than 0.02 nDCG@10.
 */
const DENSE_WEIGHT = 0.5;
/** The most that one term adds in units of its inverse document frequency: k1 + 1. */
const BM25_CEILING = 2.2;
/** How many candidates each of the two retrievers brings before they are scored together. */
const CANDIDATES = 100;
/** With fewer allowed passages than this every one is scored: a filtered graph search is slower and less exact. */
const SCAN_LIMIT = 20_000;
/** A corrected spelling counts a little less than the word as it was typed. */
const CORRECTION_WEIGHT = 0.8;

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** What of a text is indexed by its words. */
export function lexicalRow({ text, leadIn, context }: RankedText): LexicalRow {
  const own = terms(`${leadIn} ${text}`);
  const counts = new Map<string, number>();
  for (const term of own) counts.set(term, (counts.get(term) ?? 0) + 1);
  for (const term of terms(context)) counts.set(term, (counts.get(term) ?? 0) + CONTEXT_WEIGHT);
  return { counts, length: own.length };
}

/** What BM25 would give a passage that answers every term as well as can be: terms that stand nowhere count as the rarest. */
function ceiling(index: LexicalIndex, query: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, weight] of query) sum += weight * index.inverseDocumentFrequency(term);
  return sum * BM25_CEILING;
}

function best(scores: Float32Array, count: number, allowed?: readonly number[]): number[] {
  const positions: number[] = [];
  const take = (position: number) => {
    if (scores[position]! > 0) positions.push(position);
  };
  if (allowed) for (const position of allowed) take(position);
  else for (let position = 0; position < scores.length; position++) take(position);
  return positions.toSorted((x, y) => scores[y]! - scores[x]! || x - y).slice(0, count);
}

/** The query's stems; one that stands in no text gives way to those that it may be a slip for. */
function correctedTerms(
  index: LexicalIndex,
  text: string,
  isRealWord: (folded: string) => boolean,
): Map<string, number> {
  const query = new Map<string, number>();
  for (const { stem: term, folded } of queryWords(text)) {
    query.set(term, 1);
    if (index.documentFrequency(term) > 0 || isRealWord(folded)) continue;
    const near = corrections(term, index.vocabulary());
    if (near.length > 0) query.delete(term);
    for (const other of near)
      query.set(other, Math.max(query.get(other) ?? 0, CORRECTION_WEIGHT / near.length));
  }
  return query;
}

/** Positions nearest to a vector: every allowed one compared, or the graph where many are allowed. */
function nearestTo(
  vectors: RankingVectors,
  vector: Float32Array,
  count: number,
  allowed?: readonly number[],
): number[] {
  if (allowed && allowed.length < SCAN_LIMIT) {
    const near = allowed.map((at) => ({ at, cosine: dot(vector, vectors.passage(at)) }));
    const sorted = near.toSorted((a, b) => b.cosine - a.cosine);
    return sorted.slice(0, count).map(({ at }) => at);
  }
  const fetched = vectors.nearest.search(vector, allowed ? count * 4 : count);
  const found = fetched.map((neighbour) => neighbour.label);
  if (!allowed) return found;
  const set = new Set(allowed);
  return found.filter((position) => set.has(position)).slice(0, count);
}

/** Mean of the cosines of the whole passage and of its best sentence. */
function denseScore(vectors: RankingVectors, vector: Float32Array, position: number): number {
  let sentence = -Infinity;
  for (const other of vectors.sentences(position))
    sentence = Math.max(sentence, dot(vector, other));
  const whole = dot(vector, vectors.passage(position));
  return sentence === -Infinity ? whole : (whole + sentence) / 2;
}

function scoreIn(mode: SearchMode, lexical: number, dense: number): number {
  if (mode === "semantic") return dense;
  if (mode === "keyword") return lexical;
  return DENSE_WEIGHT * dense + (1 - DENSE_WEIGHT) * lexical;
}

/**
 * One ranking over texts by their words (BM25) and their meaning (vectors).
 *
 * @param isRealWord tells of a word that stands in no text whether it is one all the same, and no slip to be corrected
 */
export function buildRanking(
  texts: readonly RankedText[],
  vectors: RankingVectors,
  isRealWord: (folded: string) => boolean = () => false,
): Ranking {
  return rankingOver(buildLexicalIndex(texts.map(lexicalRow)), vectors, isRealWord);
}

/** The ranking over an index of words and the vectors of the same texts. */
export function rankingOver(
  index: LexicalIndex,
  vectors: RankingVectors,
  isRealWord: (folded: string) => boolean = () => false,
): Ranking {
  const queryTerms = (text: string) => correctedTerms(index, text, isRealWord);

  function rank({ text, vector, mode, limit, allowed }: RankRequest): Ranked[] {
    const query = queryTerms(text);
    const scores = index.scores(query);
    const top = ceiling(index, query) || 1;
    const count = Math.max(CANDIDATES, limit);
    const byWords = mode === "semantic" ? [] : best(scores, count, allowed);
    const byMeaning = mode === "keyword" ? [] : nearestTo(vectors, vector, count, allowed);
    const ranked = [...new Set([...byWords, ...byMeaning])].map((position): Ranked => {
      const lexical = scores[position]! / top;
      const dense = mode === "keyword" ? 0 : denseScore(vectors, vector, position);
      return { position, score: scoreIn(mode, lexical, dense), lexical, dense };
    });
    return ranked.toSorted((a, b) => b.score - a.score || a.position - b.position).slice(0, limit);
  }

  return { size: index.size, lexicalIndex: index, queryTerms, rank };
}
