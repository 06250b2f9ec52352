import { standaloneQuestion } from "../../src/answering/follow-up.ts";
import {
  parseCorpus,
  parseQrels,
  parseQueries,
  questionFromQuery,
  type CorpusPassage,
  type CorpusQuery,
} from "../../src/evaluation/corpus-set.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import { retrievalMeasures, type Ranked } from "../../src/evaluation/score-retrieval.ts";
import type { Gains } from "../../src/evaluation/ranking-measures.ts";
import { openCorpus } from "../../src/retrieval/ad-hoc.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import type { SetFolder } from "./set-folder.ts";

type Corpus = { passages: CorpusPassage[]; queries: CorpusQuery[]; qrels: Map<string, Gains> };

const readCorpus = (folder: SetFolder): Corpus => ({
  passages: parseCorpus(folder.read("corpus.jsonl")),
  queries: parseQueries(folder.read("queries.jsonl")),
  qrels: parseQrels(folder.read("qrels.tsv")),
});

type Search = Awaited<ReturnType<typeof openCorpus>>["search"];

async function rank(
  { queries, qrels }: Corpus,
  search: Search,
  text: (query: CorpusQuery) => string,
): Promise<Ranked[]> {
  const rows: Ranked[] = [];
  for (const query of queries) {
    const gains = qrels.get(query.id);
    if (gains === undefined) continue;
    const results = await search(text(query), 10);
    rows.push({ id: query.id, ranking: results.map(({ id }) => id), gains });
  }
  return rows;
}

/** The set's passages name no councils or speakers. */
const NO_NAMES = { councils: new Map<string, string[]>(), speakers: [] };

const standalone = (query: CorpusQuery): string =>
  standaloneQuestion(query.text, questionFromQuery(query).history, NO_NAMES);

/**
 * Ranks the passages of a set as they are given, for every query with a relevant one. Where the set
 * has follow-ups: rewritten to stand alone by hand, made so from their history as answering does, and
 * as asked without it.
 */
export async function measureCorpus(folder: SetFolder, embedder: Embedder): Promise<Measures> {
  const corpus = readCorpus(folder);
  const { search } = await openCorpus({ passages: corpus.passages, embedder });
  const asAsked = await rank(corpus, search, (query) => query.text);
  const measures = retrievalMeasures("passages, as asked,", asAsked, 1);
  if (!corpus.queries.some((query) => query.rewrite)) return measures;
  const rewritten = await rank(corpus, search, (query) => query.rewrite ?? query.text);
  const withHistory = await rank(corpus, search, standalone);
  return {
    ...retrievalMeasures("passages, rewritten,", rewritten, 1),
    ...retrievalMeasures("passages, as asked with history,", withHistory, 1),
    ...measures,
  };
}
