import confidence from "./confidence-model.json" with { type: "json" };
import evidence from "./evidence-model.json" with { type: "json" };
import type { LogisticModel } from "./logistic.ts";

/** Which sentences are part of an answer, and whether there is an answer at all; fitted by `npm run fit`. */
export const EVIDENCE_MODEL: LogisticModel = evidence;
export const CONFIDENCE_MODEL: LogisticModel = confidence;

/**
 * Below this probability the answer is "not found": cross-validated, one answerable question in twenty falls below it.
 */
export const CONFIDENCE_BAR: number = confidence.bar;
