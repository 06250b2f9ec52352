import { shareMeasure, statisticMeasure, type Measures } from "./measure.ts";
import { auroc } from "./statistics.ts";

/** One question as abstention sees it. */
export type Judged = {
  confidence: number;
  answerable: boolean;
  /** The answer that is given, or would be if nothing were refused, is no answer to the question. */
  wrong: boolean;
};

const TOLERATED = 0.05;

const confidences = (cases: readonly Judged[], answerable: boolean): number[] =>
  cases.filter((one) => one.answerable === answerable).map(({ confidence }) => confidence);

const area = (cases: readonly Judged[]): number =>
  auroc(confidences(cases, true), confidences(cases, false));

/** Counts of answers, of wrong ones and of those to answerable questions, at every bar from the highest down. */
function atEveryBar(cases: readonly Judged[]) {
  const sorted = cases.toSorted((a, b) => b.confidence - a.confidence);
  const bars: { answered: number; wrong: number; answerable: number }[] = [];
  let [wrong, answerable] = [0, 0];
  sorted.forEach((one, i) => {
    if (one.wrong) wrong++;
    if (one.answerable) answerable++;
    if (sorted[i + 1]?.confidence !== one.confidence)
      bars.push({ answered: i + 1, wrong, answerable });
  });
  return bars;
}

/**
 * The largest share of the answerable questions that is answered under any bar at which at most 5 % of the answers
 * given are wrong; 0 where there is none.
 */
export function coverageAtFivePercentWrong(cases: readonly Judged[]): number {
  const all = cases.filter(({ answerable }) => answerable).length;
  const good = atEveryBar(cases).filter(({ answered, wrong }) => wrong <= TOLERATED * answered);
  return Math.max(0, ...good.map(({ answerable }) => answerable)) / all;
}

/** The highest bar under which at most such a share, 5 %, of the answerable questions are refused (those below it are). */
export function barAtRefused(cases: readonly Judged[], share = TOLERATED): number {
  const sorted = confidences(cases, true).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

/** Share of the unanswerable questions refused under that bar. */
export function refusedAtFivePercent(cases: readonly Judged[]): number {
  const bar = barAtRefused(cases);
  const not = confidences(cases, false);
  return not.filter((confidence) => confidence < bar).length / not.length;
}

/** How well confidence tells apart what can be answered from what cannot; each name is opened by `prefix`. */
export function confidenceMeasures(prefix: string, cases: readonly Judged[]): Measures {
  const strata = [true, false].map((wanted) => cases.filter((one) => one.answerable === wanted));
  return { [`${prefix}confidence AUROC`]: statisticMeasure(strata, area) };
}

/** What bars on confidence buy: answers at few mistakes, refusals at few losses. */
export function barMeasures(cases: readonly Judged[]): Measures {
  const strata = [true, false].map((wanted) => cases.filter((one) => one.answerable === wanted));
  return {
    "unanswerable refused, at 5 % of the answerable refused": statisticMeasure(
      strata,
      refusedAtFivePercent,
    ),
    "answerable answered, at 5 % of the answers wrong": statisticMeasure(
      strata,
      coverageAtFivePercentWrong,
    ),
  };
}

/** Share of the answers given that are wrong, at the bar in use. */
export const wrongAnswers = (given: readonly Judged[]): Measures => ({
  "answers that are wrong": shareMeasure(given.map(({ wrong }) => wrong)),
});
