import type { Ranked } from "../retrieval/ranking.ts";
import type { Library } from "../retrieval/search.ts";
import { gatherCandidates } from "./evidence.ts";
import { UNREAD } from "./models.ts";
import { readQuestion } from "./question.ts";
import type { KnownNames, Question } from "./question.ts";
import { scoreCandidates } from "./select.ts";
import type { Evidence } from "./select.ts";

/** A matter to be looked up in many meetings or councils, as a question of its own. */
export type Inquiry = { matter: string; question: Question; vector: Float32Array };

/** Makes a question of a matter. */
export async function inquire(
  library: Library,
  known: KnownNames,
  matter: string,
): Promise<Inquiry> {
  const question = readQuestion(`What was said about ${matter}?`, known);
  return { matter, question, vector: await library.embedQuestion(question.text) };
}

/** The best of the passages at these positions. */
export function rankAt(
  { ranking }: Library,
  { matter, vector }: Inquiry,
  positions: readonly number[],
  limit = positions.length,
): Ranked[] {
  return ranking.rank({ text: matter, vector, mode: "hybrid", limit, allowed: positions });
}

/** As many passages as candidates are gathered from at a time. */
const BATCH = 20;

/** The sentences of these passages with the probability that they say something of the matter, best first. */
export function evidenceIn(
  library: Library,
  { question, vector }: Inquiry,
  ranked: readonly Ranked[],
): Evidence[] {
  const batches = Array.from({ length: Math.ceil(ranked.length / BATCH) }, (_, i) =>
    ranked.slice(i * BATCH, (i + 1) * BATCH),
  );
  const all = batches.flatMap((batch) => gatherCandidates(library, question, vector, batch));
  const seen = new Set<string>();
  // A sentence may stand beside passages of two batches.
  const candidates = all.filter(({ position, index }) => {
    const key = `${position} ${index}`;
    return !seen.has(key) && seen.add(key);
  });
  return scoreCandidates(library.corpus, question, candidates, UNREAD.evidence);
}

/** A sentence less likely than this, or than this part of the best, says too little of the matter to be quoted. */
const LEAST = 0.2;
const LEAST_OF_BEST = 0.3;

/**
 * Those that say enough of the matter to be quoted.
 *
 * @param leastOfWords nor may one, with its place, carry less than this part of the matter's words that another does
 */
export function quotable(scored: readonly Evidence[], leastOfWords: number): Evidence[] {
  const bar = Math.max(LEAST, LEAST_OF_BEST * (scored[0]?.probability ?? 0));
  const likely = scored.filter(({ probability }) => probability >= bar);
  const most = Math.max(0, ...likely.map(({ placedCoverage }) => placedCoverage));
  return likely.filter(({ placedCoverage }) => placedCoverage >= leastOfWords * most);
}
