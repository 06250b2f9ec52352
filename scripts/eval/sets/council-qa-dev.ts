import { standaloneQuestion } from "../../../src/answering/follow-up.ts";
import {
  parseQrels,
  parseQueries,
  questionFromQuery,
  type CorpusQuery,
} from "../../../src/evaluation/corpus-set.ts";
import type { Measures } from "../../../src/evaluation/measure.ts";
import {
  briefMeasures,
  documentsRanked,
  retrievalMeasures,
  type Ranked,
} from "../../../src/evaluation/score-retrieval.ts";
import { openCorpus } from "../../../src/retrieval/ad-hoc.ts";
import { measureHalves, rankQueries, readCorpusSet, type RankOptions } from "../corpus-rankings.ts";
import { withIndex } from "../index-of-folder.ts";
import { measureQuestions } from "../measure-questions.ts";
import type { MeasureSet } from "../measured-set.ts";
import type { Model } from "../../open-model.ts";
import type { SetFolder } from "../set-folder.ts";

/** The set's passages, as they are given, name no councils or speakers. */
const NO_NAMES = { councils: new Map<string, string[]>(), speakers: [] };

const WORDINGS: Record<string, (query: CorpusQuery) => string> = {
  "as asked": ({ text }) => text,
  "as asked with history": (query) =>
    standaloneQuestion(query.text, questionFromQuery(query).history, NO_NAMES),
  rewritten: ({ text, rewrite }) => rewrite ?? text,
};

const isFollowUp = ({ history }: CorpusQuery): boolean => history.length > 0;

/** The passages as they are given: all questions in three wordings, the follow-ups alone, and documents by their best passage. */
async function measurePassages(folder: SetFolder, { embedder, reader }: Model): Promise<Measures> {
  const set = readCorpusSet(folder);
  const { search } = await openCorpus({ passages: set.passages, embedder, reader });
  const rank = (options: RankOptions) => rankQueries(set, search, options);
  const followUps = new Set(set.queries.filter(isFollowUp).map(({ id }) => id));
  const documents = parseQrels(folder.read("qrels-docs.tsv"));
  const asDocument = (row: Ranked): Ranked => ({
    id: row.id,
    ranking: documentsRanked(row.ranking, (passage) => passage.split("#")[0] ?? ""),
    gains: documents.get(row.id) ?? new Map<string, number>(),
  });
  const measures: Measures = {};
  for (const [name, text] of Object.entries(WORDINGS)) {
    const ranked = await rank({ text, deep: true });
    const only = ranked.filter(({ id }) => followUps.has(id));
    Object.assign(measures, {
      ...retrievalMeasures(`passages, ${name},`, ranked, 1),
      ...briefMeasures(`passages, follow-ups ${name},`, only),
      ...retrievalMeasures(`documents, ${name},`, ranked.map(asDocument), 1),
    });
  }
  return { ...measures, ...(await measureHalves(set, search)) };
}

/** Questions about the minutes of one community council: passages as given, and answers over its documents. */
export const measureCouncilQuestions: MeasureSet = async (folder, model) => {
  const passages = await measurePassages(folder, model);
  const questions = parseQueries(folder.read("queries.jsonl")).map(questionFromQuery);
  return withIndex(folder.path("documents"), model, async (index) => {
    const asked = await measureQuestions(index, questions);
    return { ...asked, measures: { ...passages, ...asked.measures } };
  });
};
