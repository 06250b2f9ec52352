import {
  parseCorpus,
  parseQrels,
  parseQueries,
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

/**
 * Ranks the passages of a set as they are given, for every query with a relevant one; follow-ups
 * both rewritten to stand alone (where the set has rewrites) and as asked.
 */
export async function measureCorpus(folder: SetFolder, embedder: Embedder): Promise<Measures> {
  const corpus = readCorpus(folder);
  const { search } = await openCorpus({ passages: corpus.passages, embedder });
  const asAsked = await rank(corpus, search, (query) => query.text);
  const measures = retrievalMeasures("passages, as asked,", asAsked, 1);
  if (!corpus.queries.some((query) => query.rewrite)) return measures;
  const rewritten = await rank(corpus, search, (query) => query.rewrite ?? query.text);
  return { ...retrievalMeasures("passages, rewritten,", rewritten, 1), ...measures };
}
