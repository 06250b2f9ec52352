import { barMeasures, confidenceMeasures, wrongAnswers } from "./abstention.ts";
import { meanMeasure, shareMeasure, type Measure, type Measures } from "./measure.ts";
import type { AnswerScore } from "./score-answers.ts";
import { mean } from "./statistics.ts";

const known = <T>(values: readonly (T | undefined)[]): T[] =>
  values.filter((value) => value !== undefined);

/** The kind of an unanswerable question; a set that names none has near misses: questions on its own matters. */
const slice = ({ question }: AnswerScore): string => question.subtype ?? "near_miss";

const grouped = (
  scores: readonly AnswerScore[],
  name: (score: AnswerScore) => string,
): [string, AnswerScore[]][] =>
  [...new Set(scores.map(name))].map((group) => [group, scores.filter((s) => name(s) === group)]);

function citationMeasures(prefix: string, scores: readonly AnswerScore[]): Measures {
  return {
    [`${prefix} citation recall`]: meanMeasure(known(scores.map((s) => s.recall))),
    [`${prefix} citation precision`]: meanMeasure(known(scores.map((s) => s.precision))),
  };
}

const refusals = (scores: readonly AnswerScore[]): Measure =>
  shareMeasure(scores.map((s) => s.refused));

const judged = (scores: readonly AnswerScore[]) =>
  scores.map(({ confidence, wrong, question }) => ({
    confidence,
    wrong,
    answerable: question.answerable,
  }));

/**
 * Telling answerable questions from others, over one or more sets. Where there are several kinds of
 * unanswerable ones, each is set against all answerable questions.
 */
export function abstentionMeasures(scores: readonly AnswerScore[]): Measures {
  const answerable = scores.filter((s) => s.question.answerable);
  const not = scores.filter((s) => !s.question.answerable);
  const kinds = grouped(not, slice);
  const slices = kinds.length > 1 ? kinds : [];
  const against = ([name, rows]: [string, AnswerScore[]]): Measures =>
    confidenceMeasures(`${name} against answerable, `, judged([...answerable, ...rows]));
  return {
    ...confidenceMeasures("", judged(scores)),
    ...Object.assign({}, ...slices.map(against)),
    ...(not.length > 0 ? barMeasures(judged(scores)) : {}),
    "answerable, refused": refusals(answerable),
    "unanswerable, refused": refusals(not),
    ...Object.fromEntries(
      slices.map(([name, rows]) => [`unanswerable, refused, ${name}`, refusals(rows)]),
    ),
    ...wrongAnswers(judged(scores.filter((s) => !s.refused))),
  };
}

function speakerMeasures(scores: readonly AnswerScore[]): Measures {
  const verdicts = known(scores.map((s) => s.speaker));
  if (verdicts.length === 0) return {};
  return {
    "who said it, right speaker": shareMeasure(verdicts.map((verdict) => verdict === "right")),
    "who said it, wrong person": shareMeasure(verdicts.map((verdict) => verdict === "wrong")),
  };
}

function contentMeasures(scores: readonly AnswerScore[], answered: AnswerScore[]): Measures {
  return {
    "answers, needed words in cited passages": shareMeasure(
      known(scores.map((s) => s.mustInclude)),
    ),
    "answers, needed words in quotes": shareMeasure(known(scores.map((s) => s.mustQuote))),
    "statements, every word in their citations": shareMeasure(scores.flatMap((s) => s.supported)),
    "statements on labelled evidence": shareMeasure(scores.flatMap((s) => s.onEvidence)),
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
  const types = grouped(answerable, ({ question }) => question.type).map(([type, rows]) =>
    citationMeasures(`answers, ${type},`, rows),
  );
  return {
    ...citationMeasures("answers,", answerable),
    ...contentMeasures(
      scores,
      scores.filter((s) => !s.refused),
    ),
    ...speakerMeasures(scores),
    ...abstentionMeasures(scores),
    ...(types.length > 1 ? Object.assign({}, ...types) : {}),
  };
}
