import type { Measures } from "../../src/evaluation/measure.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import {
  passageGains,
  retrievalMeasures,
  type Ranked,
} from "../../src/evaluation/score-retrieval.ts";
import type { SearchMode } from "../../src/retrieval/model.ts";
import type { LabelledIndex } from "./labelled-index.ts";

/** Ranks the passages of the index for each answerable question, made to stand alone. */
async function rankQuestions(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
  mode: SearchMode,
): Promise<Ranked[]> {
  const rows: Ranked[] = [];
  for (const { id, standalone, evidence } of questions.filter((q) => q.answerable)) {
    const { results } = await index.engine.search({ query: standalone, mode, limit: 10 });
    const gains = passageGains(index.passages, index.evidence(evidence));
    rows.push({ id, ranking: results.map((r) => r.passage.id), gains });
  }
  return rows;
}

const ANSWERS_IT = 2;

/** Ranked questions in the usual mode, and the measures of every mode; a hit is a passage with grade-2 evidence. */
export async function measureSearch(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
): Promise<{ ranked: Ranked[]; measures: Measures }> {
  const rank = (mode: SearchMode) => rankQuestions(index, questions, mode);
  const ranked = await rank("hybrid");
  const measures = {
    ...retrievalMeasures("search,", ranked, ANSWERS_IT),
    ...retrievalMeasures("search, semantic,", await rank("semantic"), ANSWERS_IT),
    ...retrievalMeasures("search, keyword,", await rank("keyword"), ANSWERS_IT),
  };
  return { ranked, measures };
}
