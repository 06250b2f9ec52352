import { readAround } from "../retrieval/reading-texts.ts";
import type { Library } from "../retrieval/search.ts";
import type { Candidate } from "./evidence.ts";
import type { Question } from "./question.ts";

/**
 * So many texts are read for a question; more take longer than a person likes to wait. Where the minutes have the
 * question's words, the texts that answer are among the first; where they have not, it is worth reading on. Shares of what
 * answers that are so read, over 841 questions: a fact by its words, 0.96 of 0.99; by other words, 0.88 of 0.92.
 */
const TEXTS_READ = { clear: 5, usual: 8, unclear: 14 };
/** Share of the question's information that the best passage has of its words, from which on it is usual, and clear. */
const USUAL = 0.12;
const CLEAR = 0.25;

/** How many texts are read for a question: a topic stands in more than a fact. */
function textsFor({ kind }: Question, candidates: readonly Candidate[]): number {
  const lexical = Math.max(0, ...candidates.map(({ passage }) => passage.lexical));
  if (lexical < USUAL) return TEXTS_READ.unclear;
  return lexical >= CLEAR && kind !== "topic" ? TEXTS_READ.clear : TEXTS_READ.usual;
}

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
  const most = textsFor(question, candidates);
  const readings = await readAround(library, question.text, best, most);
  for (const candidate of candidates)
    candidate.reading = readings(candidate.position, candidate.index);
}
