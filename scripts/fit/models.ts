import { confidenceFeatures } from "../../src/answering/confidence-features.ts";
import { evidenceFeatures } from "../../src/answering/evidence-features.ts";
import type { Features, LogisticModel } from "../../src/answering/logistic.ts";
import { scoreBy, type Evidence } from "../../src/answering/select.ts";
import { fitLogistic, type Case } from "../../src/evaluation/fit-logistic.ts";
import { isOfRealMinutes } from "./look-up-all.ts";
import type { LabelledLookUp } from "./look-ups.ts";

/** Strength of the L2 penalty, with a reader and without: chosen by cross-validation among 3, 10, 30, 100, 300. */
const evidencePenalty = ({ reading }: Fitting): number => (reading ? 10 : 30);
const CONFIDENCE_PENALTY = 3;
/** A question on real minutes counts as so many on invented ones. Chosen by leaving out each set among 1, 2, 3, 4, 8. */
const realWeight = ({ reading }: Fitting): number => (reading ? 3 : 8);

/** Whether the models are fitted with what the reader judged: they are used with it, or without. */
export type Fitting = { reading: boolean };

/** The names of what the reader judged begin so. */
const OF_READER = /^reader/;

/** What tells a confidence model nothing more once a reader has judged; without one, these tell other matters apart. */
const NEEDLESS_WITH_READER = /^(?:cosine|unknownWords)$/;

const without = (features: Features, names: RegExp): Features =>
  Object.fromEntries(Object.entries(features).filter(([name]) => !names.test(name)));

/** How many questions on invented minutes a question counts for. */
const weightOf = ({ set }: LabelledLookUp, fitting: Fitting): number =>
  isOfRealMinutes(set) ? realWeight(fitting) : 1;

/** A model for questions that stand alone, and one for those that follow up others. */
export type Pair = Record<"alone" | "followUp", LogisticModel>;

/** Whether a question follows up another. */
export const followsUp = ({ asked }: LabelledLookUp): boolean => asked.follows;

/** The one of a pair that is for a question. */
export const modelFor = (pair: Pair, lookUp: LabelledLookUp): LogisticModel =>
  followsUp(lookUp) ? pair.followUp : pair.alone;

const measured = new WeakMap<LabelledLookUp, Features[]>();

/** What is measured of each candidate: once, for all the models that are fitted on it. */
function featuresOf(lookUp: LabelledLookUp): Features[] {
  const before = measured.get(lookUp);
  if (before) return before;
  const { library, question, candidates } = lookUp;
  const features = evidenceFeatures(library.corpus, question, candidates);
  measured.set(lookUp, features);
  return features;
}

/** The candidates of a question, scored by the one of a pair that is for it, best first. */
export const scoredBy = (models: Pair, lookUp: LabelledLookUp): Evidence[] =>
  scoreBy(lookUp.candidates, featuresOf(lookUp), modelFor(models, lookUp));

/** Which sentences answer follow-ups is learnt from all questions: most of it is the same. */
export const fitEvidence = (lookUps: readonly LabelledLookUp[], fitting: Fitting): Pair => ({
  alone: fitEvidenceOver(
    lookUps.filter((lookUp) => !followsUp(lookUp)),
    fitting,
  ),
  followUp: fitEvidenceOver(lookUps, fitting),
});

/** One case for each candidate sentence of the answerable questions. */
function fitEvidenceOver(lookUps: readonly LabelledLookUp[], fitting: Fitting): LogisticModel {
  const cases = lookUps
    .filter(({ labelled }) => labelled.answerable)
    .flatMap((lookUp) => {
      const weight = weightOf(lookUp, fitting);
      return featuresOf(lookUp).map((features, i): Case => ({
        features: fitting.reading ? features : without(features, OF_READER),
        label: lookUp.labels[i]!,
        weight,
      }));
    });
  return fitLogistic(cases, evidencePenalty(fitting));
}

/** One case for each question, with sentences scored by a model that has not seen it. */
export function confidenceCase(lookUp: LabelledLookUp, models: Pair): Case {
  const { library, question, labelled } = lookUp;
  const scored = scoredBy(models, lookUp);
  return { features: confidenceFeatures(library, question, scored), label: labelled.answerable };
}

/** A question's case for the confidence model. */
export type Judging = { lookUp: LabelledLookUp; one: Case };

export const fitConfidence = (rows: readonly Judging[], fitting: Fitting): Pair => ({
  alone: fitConfidenceOver(
    rows.filter(({ lookUp }) => !followsUp(lookUp)),
    fitting,
  ),
  followUp: fitConfidenceOver(
    rows.filter(({ lookUp }) => followsUp(lookUp)),
    fitting,
  ),
});

function fitConfidenceOver(rows: readonly Judging[], fitting: Fitting): LogisticModel {
  const leftOut = fitting.reading ? NEEDLESS_WITH_READER : OF_READER;
  const own = rows.map(({ one }) => ({ ...one, features: without(one.features, leftOut) }));
  return fitLogistic(own, CONFIDENCE_PENALTY);
}
