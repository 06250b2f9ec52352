import { retrievalMeasures } from "../../../src/evaluation/score-retrieval.ts";
import { openCorpus } from "../../../src/retrieval/ad-hoc.ts";
import { measureRanking, rankQueries, readCorpusSet } from "../corpus-rankings.ts";
import type { MeasureSet } from "../measured-set.ts";
import { keepingVectors } from "../vector-cache.ts";

/** Questions on rules of government: alone, and with what the asker says of themselves. */
export const measureOrSharc: MeasureSet = async (folder, model) => {
  const set = readCorpusSet(folder);
  const { search } = await openCorpus({
    passages: set.passages,
    embedder: keepingVectors(model, folder),
    reader: model.reader,
  });
  const withScenario = await rankQueries(set, search, {
    text: ({ text, meta }) => `${text} ${meta?.scenario ?? ""}`,
  });
  return {
    measures: {
      ...(await measureRanking(set, search)),
      ...retrievalMeasures("passages, with scenario,", withScenario, 1),
    },
    misses: "",
  };
};
