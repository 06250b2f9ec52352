import { meanMeasure, shareMeasure, type Measure, type Measures } from "./measure.ts";
import type { AnswerScore } from "./score-answers.ts";
import { auroc, mean } from "./statistics.ts";

const known = <T>(values: readonly (T | undefined)[]): T[] =>
  values.filter((value) => value !== undefined);

const kind = ({ question }: AnswerScore): string =>
  question.answerable ? question.type : (question.subtype ?? "other");

const byKind = (scores: readonly AnswerScore[]): [string, AnswerScore[]][] =>
  [...new Set(scores.map(kind))].map((name) => [name, scores.filter((s) => kind(s) === name)]);

function citationMeasures(prefix: string, scores: readonly AnswerScore[]): Measures {
  return {
    [`${prefix} citation recall`]: meanMeasure(known(scores.map((s) => s.recall))),
    [`${prefix} citation precision`]: meanMeasure(known(scores.map((s) => s.precision))),
  };
}

function confidenceAuroc(answerable: readonly AnswerScore[], not: readonly AnswerScore[]): Measure {
  const confidences = (scores: readonly AnswerScore[]) => scores.map((s) => s.confidence);
  return { value: auroc(confidences(answerable), confidences(not)), n: not.length };
}

const refusals = (scores: readonly AnswerScore[]): Measure =>
  shareMeasure(scores.map((s) => s.refused));

function abstentionMeasures(answerable: AnswerScore[], not: AnswerScore[]): Measures {
  const near = not.filter((s) => kind(s) === "near_miss");
  return {
    "confidence AUROC": confidenceAuroc(answerable, not),
    "confidence AUROC, near misses": confidenceAuroc(answerable, near),
    "answerable, refused": refusals(answerable),
    "unanswerable, refused": refusals(not),
    ...Object.fromEntries(
      byKind(not).map(([name, scores]) => [`unanswerable, refused, ${name}`, refusals(scores)]),
    ),
  };
}

function contentMeasures(scores: readonly AnswerScore[], answered: AnswerScore[]): Measures {
  return {
    "answers, needed words in cited passages": shareMeasure(
      known(scores.map((s) => s.mustInclude)),
    ),
    "answers, needed words in quotes": shareMeasure(known(scores.map((s) => s.mustQuote))),
    "citations verbatim": shareMeasure(scores.flatMap((s) => s.verbatim)),
    "characters cited an answer": {
      value: Math.round(mean(answered.map((s) => s.citedCharacters))),
      n: answered.length,
    },
  };
}

/**
 * Everything measured on the answers of one set. Citation recall and precision are macro averages
 * over answerable questions, overall and for each type.
 */
export function answerMeasures(scores: readonly AnswerScore[]): Measures {
  const answerable = scores.filter((s) => s.question.answerable);
  const not = scores.filter((s) => !s.question.answerable);
  const types = byKind(answerable).map(([type, rows]) =>
    citationMeasures(`answers, ${type},`, rows),
  );
  return {
    ...citationMeasures("answers,", answerable),
    ...contentMeasures(
      scores,
      scores.filter((s) => !s.refused),
    ),
    ...abstentionMeasures(answerable, not),
    ...Object.assign({}, ...types),
  };
}
