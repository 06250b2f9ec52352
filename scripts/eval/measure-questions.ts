import { answerMeasures } from "../../src/evaluation/answer-measures.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import { askQuestions } from "./ask-questions.ts";
import type { LabelledIndex } from "./labelled-index.ts";
import type { SetResult } from "./measured-set.ts";
import { measureSearch } from "./rank-questions.ts";
import { missedAnswers, missedRankings } from "./show-misses.ts";

/** Search and answers over an index for labelled questions on it. */
export async function measureQuestions(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
): Promise<SetResult> {
  const search = await measureSearch(index, questions);
  const placed = questions.map((question) => ({
    question,
    evidence: index.evidence(question.evidence),
  }));
  const asked = await askQuestions(index, placed);
  const answers = asked.map(({ score }) => score);
  return {
    measures: { ...search.measures, ...answerMeasures(answers) },
    misses: missedRankings(search.ranked) + missedAnswers(asked),
    answers,
  };
}
