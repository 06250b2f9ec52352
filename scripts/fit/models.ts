import { confidenceFeatures } from "../../src/answering/confidence-features.ts";
import { evidenceFeatures } from "../../src/answering/evidence-features.ts";
import type { LogisticModel } from "../../src/answering/logistic.ts";
import { scoreCandidates } from "../../src/answering/select.ts";
import { fitLogistic, type Case } from "../../src/evaluation/fit-logistic.ts";
import type { LabelledLookUp } from "./look-ups.ts";

/** Strength of the L2 penalty: chosen by cross-validation among 1, 3, 10, 30. */
const EVIDENCE_PENALTY = 10;
const CONFIDENCE_PENALTY = 3;

/** One case for each candidate sentence of the answerable questions. */
export function fitEvidence(lookUps: readonly LabelledLookUp[]): LogisticModel {
  const cases = lookUps
    .filter(({ labelled }) => labelled.answerable)
    .flatMap(({ library, question, candidates, labels }) =>
      evidenceFeatures(library.corpus, question, candidates).map((features, i): Case => ({
        features,
        label: labels[i]!,
      })),
    );
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
