import type { Library } from "../retrieval/search.ts";
import type { Candidate } from "./evidence.ts";
import type { Question } from "./question.ts";

/** Probability that the sentences found answer the question. (First cut.) */
export function confidenceOf(_library: Library, _question: Question, candidates: readonly Candidate[]): number {
  const top = candidates[0];
  return top ? Math.min(0.99, Math.max(0, top.cosine + top.coverage)) : 0;
}
