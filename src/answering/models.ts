import type { Library } from "../retrieval/search.ts";
import confidence from "./confidence-model.json" with { type: "json" };
import confidenceRead from "./confidence-model-read.json" with { type: "json" };
import evidence from "./evidence-model.json" with { type: "json" };
import evidenceRead from "./evidence-model-read.json" with { type: "json" };
import type { LogisticModel } from "./logistic.ts";

/**
 * Which sentences are part of an answer, and whether there is an answer at all; fitted by `npm run fit`. Below the bar the
 * answer is "not found": cross-validated, one answerable question in twenty falls below it.
 */
export type AnswerModels = { evidence: LogisticModel; confidence: LogisticModel; bar: number };

/** By words, vectors and structure alone. */
export const UNREAD: AnswerModels = { evidence, confidence, bar: confidence.bar };

/** With what the reader judged of the best passages. */
const READ: AnswerModels = {
  evidence: evidenceRead,
  confidence: confidenceRead,
  bar: confidenceRead.bar,
};

/** The models for a library with or without a reader. */
export const modelsFor = ({ reader }: Library): AnswerModels => (reader ? READ : UNREAD);
