import { atOnce, type Slices } from "./slices.ts";

/** A term's postings: rows, each once, and the weighted count of the term in each. */
export type Postings = { rows: Uint32Array; counts: Float32Array };

/** All that an index is made of: postings by term, and the length of every row in words. */
export type Packed = { postings: ReadonlyMap<string, Postings>; lengths: Float32Array };

export type LexicalIndex = {
  size: number;
  packed: Packed;
  /** How many rows have the term. */
  documentFrequency(term: string): number;
  /** Robertson and Spärck Jones' inverse document frequency, never negative: ln(1 + (N - n + 0.5) / (n + 0.5)). */
  inverseDocumentFrequency(term: string): number;
  /** Every term there is. */
  vocabulary(): Iterable<string>;
  /** One score a row, 0 where no term occurs. Each term counts with its weight. */
  scores(query: ReadonlyMap<string, number>): Float32Array;
};

/** Terms of one row, each with its weighted count, and the row's length in words. */
export type LexicalRow = { counts: ReadonlyMap<string, number>; length: number };

/** k1 and b as Lucene and FTS5 set them (Robertson and Zaragoza 2009 give the range). */
const K1 = 1.2;
const B = 0.75;

function* collectPostings(rows: Iterable<LexicalRow>): Slices<Packed> {
  const lists = new Map<string, { rows: number[]; counts: number[] }>();
  const lengths: number[] = [];
  for (const { counts, length } of rows) {
    for (const [term, count] of counts) {
      let list = lists.get(term);
      if (!list) lists.set(term, (list = { rows: [], counts: [] }));
      list.rows.push(lengths.length);
      list.counts.push(count);
    }
    lengths.push(length);
    yield;
  }
  const postings = new Map<string, Postings>();
  for (const [term, list] of lists) {
    const packed = { rows: Uint32Array.from(list.rows), counts: Float32Array.from(list.counts) };
    postings.set(term, packed);
    yield;
  }
  return { postings, lengths: Float32Array.from(lengths) };
}

/** A BM25 index over rows 0, 1, 2… held in packed arrays. */
export function buildLexicalIndex(rows: Iterable<LexicalRow>): LexicalIndex {
  return atOnce(lexicalSlices(rows));
}

/** The same, in slices. */
export function* lexicalSlices(rows: Iterable<LexicalRow>): Slices<LexicalIndex> {
  return indexOver(yield* collectPostings(rows));
}

/** The index that postings and lengths make. */
export function indexOver(packed: Packed): LexicalIndex {
  const { postings, lengths } = packed;
  const size = lengths.length;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size) || 1;
  const norms = lengths.map((length) => K1 * (1 - B + (B * length) / mean));
  const frequency = (term: string) => postings.get(term)?.rows.length ?? 0;
  const idf = (term: string) => {
    const n = frequency(term);
    return Math.log(1 + (size - n + 0.5) / (n + 0.5));
  };
  return {
    size,
    packed,
    documentFrequency: frequency,
    inverseDocumentFrequency: idf,
    vocabulary: () => postings.keys(),
    scores(query) {
      const scores = new Float32Array(size);
      for (const [term, weight] of query) {
        const list = postings.get(term);
        if (list) addTerm(scores, list, norms, weight * idf(term));
      }
      return scores;
    },
  };
}

function addTerm(scores: Float32Array, list: Postings, norms: Float32Array, weight: number): void {
  const { rows, counts } = list;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const count = counts[i]!;
    scores[row]! += (weight * count * (K1 + 1)) / (count + norms[row]!);
  }
}
