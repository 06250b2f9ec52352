import { confidenceFeatures } from "../../src/answering/confidence-features.ts";
import { evidenceFeatures } from "../../src/answering/evidence-features.ts";
import type { Features, LogisticModel } from "../../src/answering/logistic.ts";
import { scoreCandidates } from "../../src/answering/select.ts";
import { fitLogistic, type Case } from "../../src/evaluation/fit-logistic.ts";
import { isOfRealMinutes, type LabelledLookUp } from "./look-ups.ts";

/** Strength of the L2 penalty, with a reader and without: chosen by cross-validation among 3, 10, 30, 100, 300. */
const evidencePenalty = ({ reading }: Fitting): number => (reading ? 10 : 30);
const CONFIDENCE_PENALTY = 3;
/** A question on real minutes counts as so many on invented ones. Chosen by leaving out each set among 1, 2, 3, 4, 8. */
const realWeight = ({ reading }: Fitting): number => (reading ? 3 : 8);

/** Whether the models are fitted with what the reader judged: they are used with it, or without. */
export type Fitting = { reading: boolean };

/** The names of what the reader judged begin so. */
const OF_READER = /^reader/;

const used = (features: Features, { reading }: Fitting): Features =>
  reading
    ? features
    : Object.fromEntries(Object.entries(features).filter(([name]) => !OF_READER.test(name)));

/** How many questions on invented minutes a question counts for. */
export const weightOf = ({ set }: LabelledLookUp, fitting: Fitting): number =>
  isOfRealMinutes(set) ? realWeight(fitting) : 1;

/** One case for each candidate sentence of the answerable questions. */
export function fitEvidence(lookUps: readonly LabelledLookUp[], fitting: Fitting): LogisticModel {
  const cases = lookUps
    .filter(({ labelled }) => labelled.answerable)
    .flatMap((lookUp) => {
      const { library, question, candidates, labels } = lookUp;
      const weight = weightOf(lookUp, fitting);
      return evidenceFeatures(library.corpus, question, candidates).map((features, i): Case => ({
        features: used(features, fitting),
        label: labels[i]!,
        weight,
      }));
    });
  return fitLogistic(cases, evidencePenalty(fitting));
}

/** One case for each question, with sentences scored by a model that has not seen it. */
export function confidenceCase(lookUp: LabelledLookUp, evidence: LogisticModel): Case {
  const { library, question, candidates, labelled } = lookUp;
  const scored = scoreCandidates(library.corpus, question, candidates, evidence);
  return { features: confidenceFeatures(library, question, scored), label: labelled.answerable };
}

export function fitConfidence(cases: readonly Case[], fitting: Fitting): LogisticModel {
  const own = cases.map((one) => ({ ...one, features: used(one.features, fitting) }));
  return fitLogistic(own, CONFIDENCE_PENALTY);
}
