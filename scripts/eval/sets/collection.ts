import { measureCollection } from "../corpus-rankings.ts";
import type { MeasureSet } from "../measured-set.ts";
import { keepingVectors } from "../vector-cache.ts";

/** A collection of passages with relevance judgements and nothing more: qmsum-committee, cisi. */
export const measureCollectionSet: MeasureSet = async (folder, model) => ({
  measures: await measureCollection(folder, {
    embedder: keepingVectors(model, folder),
    reader: model.reader,
  }),
  misses: "",
});
