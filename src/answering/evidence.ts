import type { Sentence } from "../minutes/model.ts";
import { dot } from "../retrieval/ranking.ts";
import type { Ranked } from "../retrieval/ranking.ts";
import type { Library } from "../retrieval/search.ts";
import { terms } from "../retrieval/terms.ts";
import type { Question } from "./question.ts";

/** A sentence that may answer the question. */
export type Candidate = {
  position: number;
  /** Index of the sentence in its passage. */
  index: number;
  sentence: Sentence;
  text: string;
  /** Cosine of question and sentence. */
  cosine: number;
  /** Share of the question's information (inverse document frequency) that the sentence's own words carry, 0 to 1. */
  coverage: number;
  /** The passage's score in the ranking. */
  passageScore: number;
  score: number;
};

/** Passages deeper in the ranking hold evidence too seldom to be worth reading. */
const PASSAGES_READ = 20;
/** A shorter sentence is a heading or a scrap and quotes badly. */
const LEAST_WORDS = 4;

/** Share of the query's information that a text's words carry. */
export function coverageOf(text: string, query: ReadonlyMap<string, number>, idf: (term: string) => number): number {
  const own = new Set(terms(text));
  let carried = 0;
  let all = 0;
  for (const [term, weight] of query) {
    all += weight * idf(term);
    if (own.has(term)) carried += weight * idf(term);
  }
  return all === 0 ? 0 : carried / all;
}

/** Sentences of the best passages, each with its scores, best first. */
export function gatherCandidates(
  library: Library,
  question: Question,
  vector: Float32Array,
  ranked: readonly Ranked[],
): Candidate[] {
  const { corpus, store, ranking } = library;
  const query = ranking.queryTerms(question.text);
  const { inverseDocumentFrequency } = ranking.lexicalIndex;
  const candidates = ranked.slice(0, PASSAGES_READ).flatMap(({ position, score: passageScore }) => {
    const passage = corpus.passages[position]!;
    const vectors = store.sentenceVectors(passage.row);
    return passage.sentences.flatMap((sentence, index): Candidate[] => {
      const text = passage.text.slice(sentence.start - passage.start, sentence.end - passage.start);
      if (sentence.heading || text.split(/\s+/).length < LEAST_WORDS) return [];
      const cosine = dot(vector, vectors[index]!);
      const coverage = coverageOf(text, query, inverseDocumentFrequency);
      const score = cosine + coverage + passageScore;
      return [{ position, index, sentence, text, cosine, coverage, passageScore, score }];
    });
  });
  return candidates.toSorted((a, b) => b.score - a.score || a.position - b.position);
}

/** Sentences below this part of the best one's score are left out. */
const RELATIVE_BAR = 0.78;

/** Enough and no more: the sentences that come near the best one. */
export function selectEvidence(candidates: readonly Candidate[], limit: number): Candidate[] {
  const top = candidates[0];
  if (!top) return [];
  return candidates.filter((candidate) => candidate.score >= RELATIVE_BAR * top.score).slice(0, limit);
}

