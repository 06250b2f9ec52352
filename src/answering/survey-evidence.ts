import type { Ranked } from "../retrieval/ranking.ts";
import type { Library } from "../retrieval/search.ts";
import { gatherCandidates } from "./evidence.ts";
import type { Candidate } from "./evidence.ts";
import { modelsFor, UNREAD } from "./models.ts";
import { readCandidates } from "./reading.ts";
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

/** The sentences of these passages, a batch at a time; each once, though it may stand beside passages of two batches. */
function candidatesIn(
  library: Library,
  { question, vector }: Inquiry,
  ranked: readonly Ranked[],
): Candidate[] {
  const batches = Array.from({ length: Math.ceil(ranked.length / BATCH) }, (_, i) =>
    ranked.slice(i * BATCH, (i + 1) * BATCH),
  );
  const all = batches.flatMap((batch) => gatherCandidates(library, question, vector, batch));
  const seen = new Set<string>();
  return all.filter(({ position, index }) => {
    const key = `${position} ${index}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The sentences of these passages with the probability that they say something of the matter, best first. */
export function evidenceIn(
  library: Library,
  inquiry: Inquiry,
  ranked: readonly Ranked[],
): Evidence[] {
  const candidates = candidatesIn(library, inquiry, ranked);
  return scoreCandidates(library.corpus, inquiry.question, candidates, UNREAD.evidence);
}

/**
 * The same, of which the reader, where there is one, has read the first passages.
 *
 * @param ranked most important first
 */
export async function readEvidenceIn(
  library: Library,
  inquiry: Inquiry,
  ranked: readonly Ranked[],
): Promise<Evidence[]> {
  const candidates = candidatesIn(library, inquiry, ranked);
  const order = ranked.map(({ position }) => position);
  await readCandidates(library, inquiry.question, candidates, order);
  return scoreCandidates(library.corpus, inquiry.question, candidates, modelsFor(library).evidence);
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
