import { probability, type LogisticModel } from "../../src/answering/logistic.ts";
import { scoreCandidates, selectEvidence } from "../../src/answering/select.ts";
import { citationPrecision, citationRecall } from "../../src/evaluation/evidence.ts";
import type { Case } from "../../src/evaluation/fit-logistic.ts";
import { auroc, mean } from "../../src/evaluation/statistics.ts";
import type { LabelledLookUp } from "./look-ups.ts";

const LIMIT = 12;

/** Recall and precision of the sentences chosen for one question by a model that has not seen it. */
export function selectionScore(model: LogisticModel, lookUp: LabelledLookUp) {
  const { library, question, candidates, labelled, evidence } = lookUp;
  const selected = selectEvidence(
    library.corpus,
    question,
    scoreCandidates(library.corpus, question, candidates, model),
    LIMIT,
  );
  const places = selected.map(({ position, sentence }) => ({
    document: library.corpus.passages[position]!.documentId,
    start: sentence.start,
    end: sentence.end,
  }));
  return {
    recall: citationRecall(places, evidence, labelled.mode),
    precision: citationPrecision(places, evidence) ?? 0,
  };
}

const fixed = (value: number): number => Number(value.toFixed(3));

export function selectionReport(scores: readonly { recall: number; precision: number }[]) {
  return {
    recall: fixed(mean(scores.map(({ recall }) => recall))),
    precision: fixed(mean(scores.map(({ precision }) => precision))),
    questions: scores.length,
  };
}

export type Judged = { lookUp: LabelledLookUp; confidence: number };

export function judge(
  model: LogisticModel,
  { one, lookUp }: { one: Case; lookUp: LabelledLookUp },
): Judged {
  return { lookUp, confidence: probability(model, one.features) };
}

/** Area under the ROC curve, and what is refused when at most 5 % of the answerable questions are. */
export function confidenceReport(judged: readonly Judged[]) {
  const of = (wanted: (lookUp: LabelledLookUp) => boolean) =>
    judged.filter(({ lookUp }) => wanted(lookUp)).map(({ confidence }) => confidence);
  const answerable = of(({ labelled }) => labelled.answerable);
  const not = of(({ labelled }) => !labelled.answerable && labelled.subtype !== "stranger");
  const near = of(
    ({ labelled }) => !labelled.answerable && (labelled.subtype ?? "near_miss") === "near_miss",
  );
  const strangers = of(({ labelled }) => labelled.subtype === "stranger");
  const bar = answerable.toSorted((a, b) => a - b)[Math.floor(answerable.length * 0.05)] ?? 0;
  return {
    auroc: fixed(auroc(answerable, not)),
    aurocNearMisses: fixed(auroc(answerable, near)),
    barAtFivePercent: fixed(bar),
    refusedBelowIt: fixed(not.filter((confidence) => confidence < bar).length / not.length),
    strangersRefusedBelowIt: fixed(
      strangers.filter((confidence) => confidence < bar).length / strangers.length,
    ),
    answerable: answerable.length,
    unanswerable: not.length,
  };
}
