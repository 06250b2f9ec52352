import { scoresWithAcronyms } from "./acronyms.ts";
import type { Acronyms } from "./acronyms.ts";
import { buildLexicalIndex } from "./bm25.ts";
import type { LexicalIndex } from "./bm25.ts";
import { lexicalRow } from "./lexical-row.ts";
import type { RankedText } from "./lexical-row.ts";
import type { SearchMode } from "./model.ts";
import { scoredWithNearBy } from "./near-by.ts";
import type { VectorIndex } from "./ports.ts";
import { bestOf, ceiling, queryReader, withScore } from "./word-query.ts";
import type { Slip } from "./word-query.ts";

/** Where the vectors of the texts are, and what they stand in; `label` of a neighbour is a text's position. */
export type RankingVectors = {
  nearest: VectorIndex;
  passage(position: number): Float32Array;
  sentences(position: number): Float32Array[];
  /** Names the agenda item, or whatever else keeps texts on one matter together, that a text stands in. */
  itemOf(position: number): string;
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

export type MatchRequest = Omit<RankRequest, "limit">;

/** All that matches a query: what has one of its words, and the nearest by meaning, as far as the mode goes by them. */
export type Matches = {
  positions: readonly number[];
  /**
   * A part of all that matches, best first. The best by words and the nearest are scored by both; the others follow by
   * their words alone. Pages never overlap and leave nothing out.
   */
  page(offset: number, limit: number): Ranked[];
};

type Look = {
  candidates: Ranked[];
  positions: () => number[];
  /** The best of those that are no candidates, at the least `most` where there are so many. */
  others: (most: number) => Ranked[];
};

export type Ranking = {
  size: number;
  lexicalIndex: LexicalIndex;
  /** The query's stems, slips of the pen corrected, each with its weight. */
  queryTerms(text: string): Map<string, number>;
  /** The words of a query for which something else may be meant. */
  slips(text: string): Slip[];
  /** The best candidates: as the first page of all that matches, as long as `limit` is not above 100. */
  rank(request: RankRequest): Ranked[];
  match(request: MatchRequest): Matches;
};

/**
 * Part of the dense score in the mix. Both scores are absolute (cosine; share of the question's information that is
 * matched), so that a question with few words of the minutes leans on the vectors by itself. Measured on all dev sets at
 * once: 0.4 to 0.6 differ by less than 0.02 nDCG@10.
 */
const DENSE_WEIGHT = 0.5;
/** How many candidates each of the two retrievers brings before they are scored together. */
const CANDIDATES = 100;
/** With fewer allowed passages than this every one is scored: a filtered graph search is slower and less exact. */
const SCAN_LIMIT = 20_000;

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
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

/**
 * The ranking over an index of words and the vectors of the same texts.
 *
 * @param acronyms that the texts spell out: either form finds the other
 */
export function rankingOver(
  index: LexicalIndex,
  vectors: RankingVectors,
  isRealWord: (folded: string) => boolean = () => false,
  acronyms: Acronyms = new Map(),
): Ranking {
  const { terms: queryTerms, slips } = queryReader(index, isRealWord);

  /** The passages that are scored by words and meaning together, and what scores others by their words alone. */
  function look({ text, vector, mode, allowed }: MatchRequest, count: number): Look {
    const query = queryTerms(text);
    const scores = scoresWithAcronyms(index, query, acronyms);
    const top = ceiling(index, query) || 1;
    const having = mode === "semantic" ? new Uint32Array() : withScore(scores, allowed);
    const byMeaning = mode === "keyword" ? [] : nearestTo(vectors, vector, count, allowed);
    const near = new Set([...bestOf(having, scores, count), ...byMeaning]);
    const scored = (position: number, dense: number): Ranked => {
      const lexical = scores[position]! / top;
      return { position, score: scoreIn(mode, lexical, dense), lexical, dense };
    };
    const alone = Array.from(near, (position) =>
      scored(position, mode === "keyword" ? 0 : denseScore(vectors, vector, position)),
    );
    const candidates = mode === "hybrid" ? scoredWithNearBy(alone, vectors.itemOf) : alone;
    const isNew = (position: number) => mode === "semantic" || scores[position] === 0;
    const positions = () => [...having, ...byMeaning.filter(isNew)];
    const others = (most: number) =>
      bestOf(having, scores, near.size + most)
        .filter((position) => !near.has(position))
        .map((position) => scored(position, 0));
    return { candidates, positions, others };
  }

  const rank = ({ limit, ...request }: RankRequest) =>
    look(request, Math.max(CANDIDATES, limit)).candidates.toSorted(bestFirst).slice(0, limit);

  function match(request: MatchRequest): Matches {
    const { candidates, positions, others } = look(request, CANDIDATES);
    const page = (offset: number, limit: number) =>
      [...candidates, ...others(offset + limit)].toSorted(bestFirst).slice(offset, offset + limit);
    return { positions: positions(), page };
  }

  return { size: index.size, lexicalIndex: index, queryTerms, slips, rank, match };
}

const bestFirst = (a: Ranked, b: Ranked) => b.score - a.score || a.position - b.position;
