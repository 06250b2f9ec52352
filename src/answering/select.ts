import { isPersonSpeaker } from "../minutes/speakers.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Candidate } from "./evidence.ts";
import { evidenceFeatures } from "./evidence-features.ts";
import { probability } from "./logistic.ts";
import type { Features, LogisticModel } from "./logistic.ts";
import { askedSpeaker } from "./question.ts";
import type { Question } from "./question.ts";

/** A candidate with the probability that it is part of the answer. */
export type Evidence = Candidate & { probability: number };

/** Scores the candidates, best first. */
export const scoreCandidates = (
  corpus: Corpus,
  question: Question,
  candidates: readonly Candidate[],
  model: LogisticModel,
): Evidence[] => scoreBy(candidates, evidenceFeatures(corpus, question, candidates), model);

/** Scores the candidates by what was measured of them (`evidenceFeatures`), best first. */
export function scoreBy(
  candidates: readonly Candidate[],
  features: readonly Features[],
  model: LogisticModel,
): Evidence[] {
  return candidates
    .map((candidate, i) => ({ ...candidate, probability: probability(model, features[i]!) }))
    .toSorted(
      (a, b) => b.probability - a.probability || a.position - b.position || a.index - b.index,
    );
}

/** How near to the best a sentence must come, and how many are enough. */
type Measure = { leastOfBest: number; most: number };

/** A sentence that is less likely than this is not quoted, unless none is more likely. */
const LEAST_PROBABILITY = 0.1;
/**
 * A topic wants every passage that discusses it, a reason or a figure one or two sentences, what was decided or who did it
 * one. Chosen by leaving out each set of minutes in turn.
 */
const MEASURES: Record<Question["kind"], Measure> = {
  topic: { leastOfBest: 0.4, most: 12 },
  reason: { leastOfBest: 0.65, most: 4 },
  quantity: { leastOfBest: 0.65, most: 3 },
  time: { leastOfBest: 0.65, most: 3 },
  fact: { leastOfBest: 0.75, most: 4 },
  who: { leastOfBest: 0.75, most: 4 },
  decision: { leastOfBest: 0.75, most: 4 },
};

/** Those that come near enough to the best. */
function nearBest(evidence: readonly Evidence[], { leastOfBest }: Measure): Evidence[] {
  const best = evidence[0]?.probability ?? 0;
  const bar = Math.max(Math.min(LEAST_PROBABILITY, best), leastOfBest * best);
  return evidence.filter(({ probability: p }) => p >= bar);
}

/** The newest meetings first, those without a date last. */
export const newestFirst = (
  { documentOf }: Corpus,
  a: { position: number },
  b: { position: number },
): number => (documentOf(b.position).date ?? "").localeCompare(documentOf(a.position).date ?? "");

const voiceOf = ({ sentence }: Evidence): string => sentence.speaker ?? sentence.voice ?? "";

/**
 * What has a speaker must come so near to the best to be taken alone. A person whom a question names need not have said
 * it: "why was Mr Kew's application refused"; and where it is asked who spoke, the text may name nobody. Both chosen by
 * leaving out each set of minutes in turn.
 */
const PERSON_NAMED = 0.3;
const SPEAKER_WANTED = 0.7;

/**
 * Only those that pass, or all where none does: what a question names narrows, and never empties.
 *
 * @param least part of the best one's probability that the best of those that pass must have
 */
function narrowed(
  scored: readonly Evidence[],
  passes: (evidence: Evidence) => boolean,
  least = 0,
): readonly Evidence[] {
  const left = scored.filter(passes);
  const best = (list: readonly Evidence[]) => list[0]?.probability ?? 0;
  return left.length > 0 && best(left) >= least * best(scored) ? left : scored;
}

/** Where somebody's words are asked for, theirs; where it is asked who spoke, words that have a speaker. */
function ofSpeakers(question: Question, scored: readonly Evidence[]): readonly Evidence[] {
  const { text, speakers, asksWhoSpoke } = question;
  const persons = speakers.length > 0 && speakers.every(isPersonSpeaker);
  const least = askedSpeaker(text) === undefined ? PERSON_NAMED : 0;
  if (persons) return narrowed(scored, (evidence) => speakers.includes(voiceOf(evidence)), least);
  if (!asksWhoSpoke) return scored;
  return narrowed(scored, ({ sentence }) => sentence.speaker !== undefined, SPEAKER_WANTED);
}

/**
 * What may answer at all: what the right people said, where councils or times are named what is of them, and where a
 * decision is asked for not the recommendation in the report.
 */
function eligible(
  corpus: Corpus,
  question: Question,
  scored: readonly Evidence[],
): readonly Evidence[] {
  const { councils, kind } = question;
  const spoken = ofSpeakers(question, scored);
  const isLocal = ({ position }: Evidence) =>
    councils.includes(corpus.documentOf(position).council ?? "");
  const local = councils.length === 0 ? spoken : narrowed(spoken, isLocal);
  const timely = narrowed(local, ({ time }) => time >= 0);
  return kind === "decision"
    ? narrowed(timely, ({ position }) => corpus.passages[position]!.kind !== "report")
    : timely;
}

/** "He also suggested…": the words do not say who speaks. */
const PRONOUN = /^(?:He|She|In his|In her)\b/;

/** The sentence before that names the speaker whom "He" or "She" means. */
function namingSentence(evidence: Evidence, scored: readonly Evidence[]): Evidence | undefined {
  if (!PRONOUN.test(evidence.text) || evidence.sentence.speaker === undefined) return undefined;
  return scored
    .filter(
      ({ position, index, text, sentence }) =>
        position === evidence.position &&
        index < evidence.index &&
        sentence.speaker === evidence.sentence.speaker &&
        !PRONOUN.test(text),
    )
    .toSorted((a, b) => b.index - a.index)[0];
}

/**
 * Enough and no more: the best sentence and those that come near it. Where a person is asked for, the sentence that
 * names them comes too.
 *
 * @param scored best first
 * @param limit the most to give
 */
export function selectEvidence(
  corpus: Corpus,
  question: Question,
  scored: readonly Evidence[],
  limit: number,
): Evidence[] {
  const may = eligible(corpus, question, scored);
  const measure = MEASURES[question.kind];
  const near = nearBest(may, measure);
  const inOrder = question.asksOfNow ? near.toSorted((a, b) => newestFirst(corpus, a, b)) : near;
  const selected = inOrder.slice(0, Math.min(measure.most, limit));
  if (question.wanted !== "name") return selected;
  const named = selected.flatMap((evidence) => namingSentence(evidence, scored) ?? []);
  return [...new Set([...selected, ...named])].slice(0, limit);
}

/**
 * All of the sentences that a question about the quotations before means; where it asks who spoke, those that have a
 * speaker, unless none has.
 */
export function selectQuoted(
  { asksWhoSpoke }: Question,
  meant: readonly Evidence[],
  limit: number,
): readonly Evidence[] {
  const hasSpeaker = ({ sentence }: Evidence) => sentence.speaker !== undefined;
  return (asksWhoSpoke ? narrowed(meant, hasSpeaker) : meant).slice(0, limit);
}
