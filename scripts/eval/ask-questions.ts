import type { Answer, Citation } from "../../src/answering/model.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import {
  scoreAnswer,
  type AskedQuestion,
  type AnswerScore,
  type GivenCitation,
} from "../../src/evaluation/score-answers.ts";
import type { LabelledIndex } from "./labelled-index.ts";

const given =
  (index: LabelledIndex) =>
  ({ documentId, passageId, start, end, quote, speaker }: Citation): GivenCitation => ({
    document: documentId,
    start,
    end,
    quote,
    standing: index.slice({ document: documentId, start, end }),
    passage: index.engine.passage(passageId)?.passage.text ?? "",
    speaker,
  });

const asked = (
  index: LabelledIndex,
  question: LabelledQuestion,
  answer: Answer,
): AskedQuestion => ({
  question,
  evidence: index.evidence(question.evidence),
  refused: answer.status === "not-found",
  confidence: answer.confidence,
  citations: answer.citations.map(given(index)),
});

/** An answer with its score. */
export type ScoredAnswer = { asked: AskedQuestion; score: AnswerScore };

/** Asks every question as it was typed, with its history, and scores the answers. */
export async function askQuestions(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
): Promise<ScoredAnswer[]> {
  const scored: ScoredAnswer[] = [];
  for (const question of questions) {
    const { history } = question;
    const answer = await index.engine.ask({ question: question.question, history });
    const row = asked(index, question, answer);
    scored.push({ asked: row, score: scoreAnswer(row) });
  }
  return scored;
}
