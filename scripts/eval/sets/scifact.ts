import { briefMeasures } from "../../../src/evaluation/score-retrieval.ts";
import { openCorpus } from "../../../src/retrieval/ad-hoc.ts";
import { measureRanking, rankQueries, readCorpusSet } from "../corpus-rankings.ts";
import type { MeasureSet } from "../measured-set.ts";
import { keepingVectors } from "../vector-cache.ts";

/**
 * SciFact checks the implementation against published values (nDCG@10): BM25 0.665 to 0.679, the
 * bundled model 0.645 with one vector a text. Then the product's own ranking, with the settings it has
 * for minutes.
 */
export const measureScifact: MeasureSet = async (folder, model) => {
  const embedder = keepingVectors(model, folder);
  const set = readCorpusSet(folder);
  const joined = set.passages.map(({ id, title, text }) => ({
    id,
    title: "",
    text: `${title}\n${text}`,
  }));
  const plain = await openCorpus({ passages: joined, embedder, bySentences: false });
  const words = await rankQueries(set, plain.search, { mode: "keyword" });
  const vectors = await rankQueries(set, plain.search, { mode: "semantic" });
  const { search } = await openCorpus({ passages: set.passages, embedder, reader: model.reader });
  return {
    measures: {
      ...briefMeasures("check, BM25,", words),
      ...briefMeasures("check, one vector a text,", vectors),
      ...(await measureRanking(set, search)),
    },
    misses: "",
  };
};
