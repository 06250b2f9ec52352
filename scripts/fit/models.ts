import { confidenceFeatures } from "../../src/answering/confidence-features.ts";
import { evidenceFeatures } from "../../src/answering/evidence-features.ts";
import type { LogisticModel } from "../../src/answering/logistic.ts";
import { scoreCandidates } from "../../src/answering/select.ts";
import { fitLogistic, type Case } from "../../src/evaluation/fit-logistic.ts";
import { isOfRealMinutes, type LabelledLookUp } from "./look-ups.ts";

/** Strength of the L2 penalty: chosen by cross-validation among 3, 10, 30, 100, 300. */
const EVIDENCE_PENALTY = 30;
const CONFIDENCE_PENALTY = 3;
/** A question on real minutes counts as five on invented ones. Chosen by cross-validation among 1, 3, 5, 8. */
const REAL_WEIGHT = 8;

const weightOf = ({ set }: LabelledLookUp): number => (isOfRealMinutes(set) ? REAL_WEIGHT : 1);

/** One case for each candidate sentence of the answerable questions. */
export function fitEvidence(lookUps: readonly LabelledLookUp[]): LogisticModel {
  const cases = lookUps
    .filter(({ labelled }) => labelled.answerable)
    .flatMap((lookUp) => {
      const { library, question, candidates, labels } = lookUp;
      const weight = weightOf(lookUp);
      return evidenceFeatures(library.corpus, question, candidates).map((features, i): Case => ({
        features,
        label: labels[i]!,
        weight,
      }));
    });
  return fitLogistic(cases, EVIDENCE_PENALTY);
}

/** One case for each question, with sentences scored by a model that has not seen it. */
export function confidenceCase(lookUp: LabelledLookUp, evidence: LogisticModel): Case {
  const { library, question, candidates, labelled } = lookUp;
  const scored = scoreCandidates(library.corpus, question, candidates, evidence);
  return { features: confidenceFeatures(library, question, scored), label: labelled.answerable };
}

export function fitConfidence(cases: readonly Case[]): LogisticModel {
  return fitLogistic(cases, CONFIDENCE_PENALTY);
}
