import { cites } from "../../src/evaluation/evidence.ts";
import type { AskedQuestion } from "../../src/evaluation/score-answers.ts";
import { hitAt } from "../../src/evaluation/ranking-measures.ts";
import type { Ranked } from "../../src/evaluation/score-retrieval.ts";
import type { ScoredAnswer } from "./ask-questions.ts";

const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

const isMiss = ({ score }: ScoredAnswer): boolean =>
  (score.speaker ?? "right") !== "right" ||
  (score.question.answerable ? score.recall !== 1 || (score.precision ?? 0) < 1 : !score.refused);

function citedLines({ citations, evidence }: AskedQuestion): string[] {
  return citations.map((citation) => {
    const right = evidence.some((quote) => cites(citation, quote));
    const speaker = citation.speaker === undefined ? "" : ` [${citation.speaker}]`;
    return `  ${right ? "cited" : "CITED WRONGLY"}${speaker}: ${oneLine(citation.quote)}`;
  });
}

function missingLines({ citations, evidence }: AskedQuestion): string[] {
  return evidence
    .filter((quote) => quote.grade === 2 && !citations.some((c) => cites(c, quote)))
    .map((quote) => `  NOT CITED: ${oneLine(quote.quote)}`);
}

function missText({ asked, score }: ScoredAnswer): string {
  const { question, recall, precision, confidence, speaker } = score;
  const values = question.answerable
    ? `recall ${recall?.toFixed(2)}, precision ${precision?.toFixed(2) ?? "none"}`
    : "not answerable";
  const verdict = speaker === undefined ? "" : `, speaker ${speaker}`;
  const outcome = (asked.refused ? "refused" : "answered") + verdict;
  return [
    `\n${question.id} ${question.type} [${question.mode}] ${oneLine(question.question)}`,
    `  ${outcome}, confidence ${confidence.toFixed(2)}, ${values}`,
    ...citedLines(asked),
    ...missingLines(asked),
  ].join("\n");
}

/** The answers that are not perfect, each with what was cited against what was wanted. */
export const missedAnswers = (answers: readonly ScoredAnswer[]): string =>
  answers.filter(isMiss).map(missText).join("\n");

/** The questions without answering evidence among the first five passages. */
export const missedRankings = (ranked: readonly Ranked[]): string =>
  ranked
    .filter(({ ranking, gains }) => hitAt(5, ranking, gains, 2) === 0)
    .map(({ id, ranking, gains }) => {
      const wanted = [...gains.keys()].join(", ");
      return `\n${id}: wanted ${wanted}, first ${ranking.slice(0, 5).join(", ")}`;
    })
    .join("");
