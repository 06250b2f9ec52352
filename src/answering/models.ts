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
