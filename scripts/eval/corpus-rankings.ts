import {
  parseCorpus,
  parseQrels,
  parseQueries,
  type CorpusPassage,
  type CorpusQuery,
} from "../../src/evaluation/corpus-set.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import type { Gains } from "../../src/evaluation/ranking-measures.ts";
import {
  briefMeasures,
  measuresByType,
  retrievalMeasures,
  type Ranked,
} from "../../src/evaluation/score-retrieval.ts";
import { openCorpus, type AdHocSearch } from "../../src/retrieval/ad-hoc.ts";
import type { SearchMode } from "../../src/retrieval/model.ts";
import type { Model } from "../open-model.ts";
import type { SetFolder } from "./set-folder.ts";

/** A set of passages, with the queries that have a relevant one. */
export type CorpusSet = {
  passages: CorpusPassage[];
  queries: CorpusQuery[];
  qrels: Map<string, Gains>;
};

export function readCorpusSet(folder: SetFolder): CorpusSet {
  const qrels = parseQrels(folder.read("qrels.tsv"));
  return {
    passages: parseCorpus(folder.read("corpus.jsonl")),
    queries: parseQueries(folder.read("queries.jsonl")).filter(({ id }) => qrels.has(id)),
    qrels,
  };
}

const FIRST_PAGE = 10;
/** Documents are told from the passages of the first pages, as one may fill a page alone. */
const PAGES = 100;

export type RankOptions = {
  text?: (query: CorpusQuery) => string;
  mode?: SearchMode;
  deep?: boolean;
};

/** Ranks the passages for every query, as it was typed or as `text` words it. */
export async function rankQueries(
  { queries, qrels }: CorpusSet,
  search: AdHocSearch,
  { text = (query) => query.text, mode = "hybrid", deep = false }: RankOptions = {},
): Promise<Ranked[]> {
  const rows: Ranked[] = [];
  for (const query of queries) {
    const results = await search(text(query), deep ? PAGES : FIRST_PAGE, mode);
    rows.push({
      id: query.id,
      ranking: results.map(({ id }) => id),
      gains: qrels.get(query.id) ?? new Map<string, number>(),
    });
  }
  return rows;
}

/** The two retrievers alone. */
export async function measureHalves(set: CorpusSet, search: AdHocSearch): Promise<Measures> {
  return {
    ...briefMeasures("passages, words alone,", await rankQueries(set, search, { mode: "keyword" })),
    ...briefMeasures(
      "passages, vectors alone,",
      await rankQueries(set, search, { mode: "semantic" }),
    ),
  };
}

/** The product's own ranking of a set's passages as they are given, each type of question, and the two retrievers alone. */
export async function measureRanking(set: CorpusSet, search: AdHocSearch): Promise<Measures> {
  const ranked = await rankQueries(set, search);
  const types = new Map(set.queries.map(({ id, type }) => [id, type]));
  return {
    ...retrievalMeasures("passages,", ranked, 1),
    ...measuresByType("passages,", ranked, (id) => types.get(id) ?? ""),
    ...(await measureHalves(set, search)),
  };
}

/** A collection measured in the usual way: read, opened with the product's settings, ranked. */
export async function measureCollection(
  folder: SetFolder,
  { embedder, reader }: Pick<Model, "embedder" | "reader">,
): Promise<Measures> {
  const set = readCorpusSet(folder);
  const { search } = await openCorpus({ passages: set.passages, embedder, reader });
  return measureRanking(set, search);
}
