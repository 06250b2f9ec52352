import type { Citation } from "../../src/answering/model.ts";
import type { Evidence } from "../../src/evaluation/evidence.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import {
  scoreAnswer,
  type AskedQuestion,
  type AnswerScore,
  type GivenCitation,
} from "../../src/evaluation/score-answers.ts";
import type { Filters } from "../../src/retrieval/model.ts";
import type { LabelledIndex } from "./labelled-index.ts";

const given =
  (index: LabelledIndex) =>
  ({ n, documentId, passageId, start, end, quote, speaker }: Citation): GivenCitation => ({
    n,
    document: documentId,
    start,
    end,
    quote,
    standing: index.slice({ document: documentId, start, end }),
    passage: index.engine.passage(passageId)?.passage.text ?? "",
    speaker,
  });

/** A question to be asked, with its evidence placed in the index. */
export type PlacedQuestion = {
  question: LabelledQuestion;
  evidence: Evidence[];
  filters?: Filters | undefined;
};

/** Asks as it was typed, with its history; a second time, for what would be cited, where the first was refused. */
async function asked(
  index: LabelledIndex,
  { question, evidence, filters }: PlacedQuestion,
): Promise<AskedQuestion> {
  const { history } = question;
  const request = { question: question.question, history, ...(filters && { filters }) };
  const answer = await index.engine.ask(request);
  const refused = answer.status === "not-found";
  const draft = refused ? await index.engine.ask({ ...request, leastConfidence: 0 }) : answer;
  return {
    question,
    evidence,
    refused,
    confidence: answer.confidence,
    citations: answer.citations.map(given(index)),
    statements: answer.statements,
    draft: draft.citations.map(given(index)),
  };
}

/** An answer with its score. */
export type ScoredAnswer = { asked: AskedQuestion; score: AnswerScore };

/** Asks every question and scores the answers. */
export async function askQuestions(
  index: LabelledIndex,
  questions: readonly PlacedQuestion[],
): Promise<ScoredAnswer[]> {
  const scored: ScoredAnswer[] = [];
  for (const question of questions) {
    const row = await asked(index, question);
    scored.push({ asked: row, score: scoreAnswer(row) });
  }
  return scored;
}
