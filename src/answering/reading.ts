import { readAround, textsToRead } from "../retrieval/reading-texts.ts";
import type { Library } from "../retrieval/search.ts";
import type { Candidate } from "./evidence.ts";
import type { Question } from "./question.ts";

/** The positions of the passages by their best sentence. */
function byBestSentence(candidates: readonly Candidate[]): number[] {
  const best = candidates.toSorted((a, b) => b.raw - a.raw);
  return [...new Set(best.map(({ position }) => position))];
}

/** Has the reader, where there is one, read what stands around the best candidates, and notes on each what it judged. */
export async function readCandidates(
  library: Library,
  question: Question,
  candidates: readonly Candidate[],
): Promise<void> {
  const best = byBestSentence(candidates);
  const lexical = Math.max(0, ...candidates.map(({ passage }) => passage.lexical));
  const most = textsToRead(lexical, question.kind === "topic");
  const readings = await readAround(library, question.text, best, most);
  for (const candidate of candidates)
    candidate.reading = readings(candidate.position, candidate.index);
}
