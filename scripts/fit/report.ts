import { probability } from "../../src/answering/logistic.ts";
import { ofMeant } from "../../src/answering/conversation.ts";
import { selectEvidence } from "../../src/answering/select.ts";
import {
  barAtRefused,
  refusedAtFivePercent,
  type Judged,
} from "../../src/evaluation/abstention.ts";
import { citationPrecision, citationRecall } from "../../src/evaluation/evidence.ts";
import { crossValidate, type Split } from "../../src/evaluation/folds.ts";
import type { Case } from "../../src/evaluation/fit-logistic.ts";
import { meanMeasure, statisticMeasure, type Measures } from "../../src/evaluation/measure.ts";
import { auroc } from "../../src/evaluation/statistics.ts";
import { isOfRealMinutes } from "./look-up-all.ts";
import type { LabelledLookUp } from "./look-ups.ts";
import {
  confidenceCase,
  fitConfidence,
  fitEvidence,
  modelFor,
  scoredBy,
  type Fitting,
  type Judging,
  type Pair,
} from "./models.ts";

const LIMIT = 12;

/** A question tried by models that a split has fitted. */
export type Tried = {
  lookUp: LabelledLookUp;
  recall: number;
  precision: number;
  one: Case;
  confidence: number;
};

/** Recall and precision of the sentences chosen for one question. */
function selectionScore(models: Pair, lookUp: LabelledLookUp) {
  const { library, question, labelled, asked, evidence } = lookUp;
  const scored = scoredBy(models, lookUp);
  const selected = selectEvidence(library.corpus, question, ofMeant(scored, asked), LIMIT);
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

/**
 * Fits both models for every split and tries them on what is left out. Confidence is fitted over
 * sentences that were scored by models that had not seen the question.
 */
export function tryOut(
  lookUps: readonly LabelledLookUp[],
  splits: readonly Split[],
  fitting: Fitting,
): Tried[] {
  const fitSentences = (training: readonly LabelledLookUp[]) => fitEvidence(training, fitting);
  const scored = crossValidate(lookUps, splits, fitSentences, (models, lookUp) => ({
    lookUp,
    ...selectionScore(models, lookUp),
    one: confidenceCase(lookUp, models),
  }));
  const fit = (training: readonly Judging[]) => fitConfidence(training, fitting);
  return crossValidate(scored, splits, fit, (models, row) => ({
    ...row,
    confidence: probability(modelFor(models, row.lookUp), row.one.features),
  }));
}

const isStranger = ({ lookUp }: Tried): boolean => lookUp.labelled.subtype === "stranger";
const isNearMiss = ({ lookUp: { labelled } }: Tried): boolean =>
  !labelled.answerable && (labelled.subtype ?? "near_miss") === "near_miss";
const isAnswerable = ({ lookUp }: Tried): boolean => lookUp.labelled.answerable;

const judgedOf = ({ lookUp, confidence }: Tried): Judged => ({
  confidence,
  answerable: lookUp.labelled.answerable,
  wrong: !lookUp.labelled.answerable,
});

const confidences = (tried: readonly Judged[], answerable: boolean) =>
  tried.filter((one) => one.answerable === answerable).map(({ confidence }) => confidence);

const area = (cases: readonly Judged[]): number =>
  auroc(confidences(cases, true), confidences(cases, false));

/** What is measured of models that were fitted and tried: choosing sentences, then telling what can be answered. */
export function triedMeasures(tried: readonly Tried[]): Measures {
  const answerable = tried.filter(isAnswerable);
  const against = (
    kind: (one: Tried) => boolean,
    statistic: (cases: readonly Judged[]) => number,
  ) => statisticMeasure([answerable.map(judgedOf), tried.filter(kind).map(judgedOf)], statistic);
  const isNot = (one: Tried) => !isAnswerable(one) && !isStranger(one);
  return {
    "citation recall": meanMeasure(answerable.map(({ recall }) => recall)),
    "citation precision": meanMeasure(answerable.map(({ precision }) => precision)),
    "confidence AUROC": against(isNot, area),
    "confidence AUROC, near misses": against(isNearMiss, area),
    "unanswerable refused, at 5 % of the answerable refused": against(isNot, refusedAtFivePercent),
    "questions on other matters refused, at the same": against(isStranger, refusedAtFivePercent),
  };
}

/**
 * The confidence from which answers are given: at most such a share of the answerable questions left out of a fitting fall
 * below. Those on real minutes and those on invented ones count alike, however many there are of each.
 */
export function fittedBar(tried: readonly Tried[], share?: number): number {
  const [real, invented] = [true, false].map((wanted) =>
    tried.filter((one) => isAnswerable(one) && isOfRealMinutes(one.lookUp.set) === wanted),
  ) as [Tried[], Tried[]];
  const times = Math.max(1, Math.round(invented.length / real.length));
  const counted = [...invented, ...real.flatMap((one) => new Array<Tried>(times).fill(one))];
  return barAtRefused(counted.map(judgedOf), share);
}
