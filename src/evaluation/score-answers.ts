import { citationPrecision, citationRecall, type Evidence, type Place } from "./evidence.ts";
import type { LabelledQuestion } from "./question-set.ts";

/** A citation as it was given. `standing` is what the document has at its span, `passage` the text of its passage. */
export type GivenCitation = Place & {
  quote: string;
  standing: string;
  passage: string;
  speaker: string | undefined;
};

/** A labelled question with the answer it got. */
export type AskedQuestion = {
  question: LabelledQuestion;
  evidence: Evidence[];
  refused: boolean;
  confidence: number;
  citations: GivenCitation[];
};

/** What one answer is worth. Undefined where the measure does not apply to the question. */
export type AnswerScore = {
  question: LabelledQuestion;
  refused: boolean;
  confidence: number;
  recall: number | undefined;
  precision: number | undefined;
  /** Whether the passages cited contain every string that a good answer needs. */
  mustInclude: boolean | undefined;
  /** Whether the quotes and their speaker labels alone contain them. */
  mustQuote: boolean | undefined;
  verbatim: boolean[];
  citedCharacters: number;
};

const containsAll = (texts: readonly string[], wanted: readonly string[]): boolean => {
  const joined = texts.join("\n").toLowerCase();
  return wanted.every((words) => joined.includes(words));
};

const whereWanted = (question: LabelledQuestion, texts: readonly string[]): boolean | undefined =>
  question.answerable && question.mustInclude.length > 0
    ? containsAll(texts, question.mustInclude)
    : undefined;

const quoted = (citation: GivenCitation): string => `${citation.speaker ?? ""}: ${citation.quote}`;

/**
 * Scores one answer. Recall and precision are for answerable questions only; refusing one has recall
 * 0 and no precision. `mustInclude` follows the set's definition: the lower-cased text of the cited
 * passages. For questions of the form "who said it" the strings are the name; whether the speaker
 * label is the right one for each quote is not judged.
 */
export function scoreAnswer(asked: AskedQuestion): AnswerScore {
  const { question, evidence, refused, confidence, citations } = asked;
  const { answerable, mode } = question;
  return {
    question,
    refused,
    confidence,
    recall: answerable ? citationRecall(citations, evidence, mode) : undefined,
    precision: answerable ? citationPrecision(citations, evidence) : undefined,
    mustInclude: whereWanted(
      question,
      citations.map((c) => c.passage),
    ),
    mustQuote: whereWanted(question, citations.map(quoted)),
    verbatim: citations.map((c) => c.standing === c.quote),
    citedCharacters: citations.reduce((sum, c) => sum + c.quote.length, 0),
  };
}
