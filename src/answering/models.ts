import type { Library } from "../retrieval/search.ts";
import confidence from "./confidence-model.json" with { type: "json" };
import confidenceRead from "./confidence-model-read.json" with { type: "json" };
import evidence from "./evidence-model.json" with { type: "json" };
import evidenceRead from "./evidence-model-read.json" with { type: "json" };
import followUpConfidence from "./follow-up-confidence-model.json" with { type: "json" };
import followUpConfidenceRead from "./follow-up-confidence-model-read.json" with { type: "json" };
import followUpEvidence from "./follow-up-evidence-model.json" with { type: "json" };
import followUpEvidenceRead from "./follow-up-evidence-model-read.json" with { type: "json" };
import type { Asked } from "./conversation.ts";
import type { LogisticModel } from "./logistic.ts";

/**
 * Which sentences are part of an answer, and whether there is an answer at all; fitted by `npm run fit`. Below the bar the
 * answer is "not found": cross-validated, one answerable question in twenty falls below it, and one follow-up in ten.
 */
export type AnswerModels = { evidence: LogisticModel; confidence: LogisticModel & { bar: number } };

/** By words, vectors and structure alone. */
export const UNREAD: AnswerModels = { evidence, confidence };

/** With what the reader judged of the best passages. */
const READ: AnswerModels = { evidence: evidenceRead, confidence: confidenceRead };

const FOLLOW_UPS: Record<"unread" | "read", AnswerModels> = {
  unread: { evidence: followUpEvidence, confidence: followUpConfidence },
  read: { evidence: followUpEvidenceRead, confidence: followUpConfidenceRead },
};

/**
 * The models for a library with or without a reader. Questions that follow up others have their own: what they ask for
 * is near what was cited, whether it is answered or not.
 */
export function modelsFor({ reader }: Library, { follows }: Pick<Asked, "follows">): AnswerModels {
  if (follows) return FOLLOW_UPS[reader ? "read" : "unread"];
  return reader ? READ : UNREAD;
}

const checksumOf = (model: string): string | undefined => model.split(" ").at(-1);

/**
 * What to tell of models in use with which the answers' models were not fitted: their confidence is then not to be relied on.
 *
 * @param embedder checksum of the embedding model
 * @param reader its name and checksum; undefined where there is none
 */
export function notFittedWith(embedder: string, reader: string | undefined): string[] {
  const fitted = reader === undefined ? evidence : evidenceRead;
  const others = [
    ...(checksumOf(fitted.embedder) === embedder ? [] : ["embedding model"]),
    ...(reader === undefined || checksumOf(evidenceRead.reader) === checksumOf(reader)
      ? []
      : ["reader (RERANKER)"]),
  ];
  return others.map(
    (other) =>
      `what answers and when to refuse was fitted with another ${other}; until "npm run fit" has been run with this one, expect worse answers`,
  );
}
