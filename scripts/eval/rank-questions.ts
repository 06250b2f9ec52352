import type { Measures } from "../../src/evaluation/measure.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import {
  briefMeasures,
  measuresByType,
  passageGains,
  retrievalMeasures,
  type Ranked,
} from "../../src/evaluation/score-retrieval.ts";
import type { SearchMode } from "../../src/retrieval/model.ts";
import type { LabelledIndex } from "./labelled-index.ts";

type Wording = (question: LabelledQuestion) => string | Promise<string>;

/** Rewritten to stand alone by hand. */
const rewritten: Wording = ({ standalone }) => standalone;
const asTyped: Wording = ({ question }) => question;
/** Made to stand alone from its history, as answering does it. */
const withHistory =
  ({ engine }: LabelledIndex): Wording =>
  async ({ question, history }) =>
    history.length === 0 ? question : (await engine.ask({ question, history })).standaloneQuestion;

/** Ranks the passages of the index for each question. */
async function rankQuestions(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
  wording: Wording,
  { mode = "hybrid", rerank = true }: { mode?: SearchMode; rerank?: boolean } = {},
): Promise<Ranked[]> {
  const rows: Ranked[] = [];
  for (const question of questions) {
    const { id, evidence } = question;
    const { results } = await index.engine.search({
      query: await wording(question),
      mode,
      rerank,
      limit: 10,
    });
    const gains = passageGains(index.passages, index.evidence(evidence));
    rows.push({ id, ranking: results.map((r) => r.passage.id), gains });
  }
  return rows;
}

const ANSWERS_IT = 2;
const measured = (name: string, ranked: readonly Ranked[]): Measures =>
  briefMeasures(`search, ${name},`, ranked);

/** The questions that follow others: as typed, with the history, and rewritten by hand. */
async function measureFollowUps(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
): Promise<Measures> {
  const followUps = questions.filter(({ history }) => history.length > 0);
  if (followUps.length === 0) return {};
  const rank = (wording: Wording) => rankQuestions(index, followUps, wording);
  return {
    ...measured("follow-ups as typed", await rank(asTyped)),
    ...measured("follow-ups with history", await rank(withHistory(index))),
    ...measured("follow-ups rewritten", await rank(rewritten)),
  };
}

/**
 * Ranked questions, follow-ups rewritten to stand alone, and the measures of that, of each type, of the
 * two retrievers alone, and of follow-ups as they come. A hit is a passage with grade-2 evidence.
 */
export async function measureSearch(
  index: LabelledIndex,
  all: readonly LabelledQuestion[],
): Promise<{ ranked: Ranked[]; measures: Measures }> {
  const questions = all.filter((question) => question.answerable);
  const types = new Map(questions.map(({ id, type }) => [id, type]));
  const rank = (how: { mode?: SearchMode; rerank?: boolean }) =>
    rankQuestions(index, questions, rewritten, how);
  const ranked = await rank({});
  const measures = {
    ...retrievalMeasures("search,", ranked, ANSWERS_IT),
    ...measuresByType("search,", ranked, (id) => types.get(id) ?? ""),
    ...measured("without the reader", await rank({ rerank: false })),
    ...measured("words alone", await rank({ mode: "keyword" })),
    ...measured("vectors alone", await rank({ mode: "semantic" })),
    ...(await measureFollowUps(index, questions)),
  };
  return { ranked, measures };
}
