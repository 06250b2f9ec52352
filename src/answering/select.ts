import type { Corpus } from "../retrieval/corpus.ts";
import type { Candidate } from "./evidence.ts";
import { evidenceFeatures } from "./evidence-features.ts";
import { probability } from "./logistic.ts";
import type { LogisticModel } from "./logistic.ts";
import type { Question } from "./question.ts";

/** A candidate with the probability that it is part of the answer. */
export type Evidence = Candidate & { probability: number };

/** A sentence that is less likely than this is not quoted, unless none is more likely. */
const LEAST_PROBABILITY = 0.2;
/** Nor is one that is less likely than this part of the best. */
const LEAST_OF_BEST = 0.45;

/** Scores the candidates, best first. */
export function scoreCandidates(
  corpus: Corpus,
  question: Question,
  candidates: readonly Candidate[],
  model: LogisticModel,
): Evidence[] {
  const features = evidenceFeatures(corpus, question, candidates);
  return candidates
    .map((candidate, i) => ({ ...candidate, probability: probability(model, features[i]!) }))
    .toSorted((a, b) => b.probability - a.probability || a.position - b.position || a.index - b.index);
}

/** Enough and no more: the best sentence and those that come near it. */
export function selectEvidence(scored: readonly Evidence[], limit: number): Evidence[] {
  const best = scored[0]?.probability ?? 0;
  const bar = Math.max(Math.min(LEAST_PROBABILITY, best), LEAST_OF_BEST * best);
  return scored.filter((evidence) => evidence.probability >= bar).slice(0, limit);
}
