import { readAround } from "../retrieval/reading-texts.ts";
import type { Library } from "../retrieval/search.ts";
import type { Candidate } from "./evidence.ts";
import type { Question } from "./question.ts";

/** So many texts are read for a question: more take longer than a person likes to wait. */
const TEXTS_READ = 8;

/** The positions of the passages by their best sentence. */
function byBestSentence(candidates: readonly Candidate[]): number[] {
  const best = candidates.toSorted((a, b) => b.raw - a.raw);
  return [...new Set(best.map(({ position }) => position))];
}

/**
 * Has the reader, where there is one, read what stands around some of the candidates, and notes on each what it judged.
 *
 * @param order positions of the passages, most important first; those with the best sentences first where absent
 */
export async function readCandidates(
  library: Library,
  question: Question,
  candidates: readonly Candidate[],
  order: readonly number[] = byBestSentence(candidates),
): Promise<void> {
  const readings = await readAround(library, question.text, order, TEXTS_READ);
  for (const candidate of candidates)
    candidate.reading = readings(candidate.position, candidate.index);
}
