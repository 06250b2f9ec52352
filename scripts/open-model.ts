import { openEmbedder, type EmbedderOptions } from "../src/adapters/transformers-embedder.ts";
import type { Config } from "../src/config.ts";
import type { Embedder } from "../src/retrieval/ports.ts";

/** The embedding model under measurement, open, and how ingestion opens the same one. */
export type Model = { embedder: Embedder; options: EmbedderOptions };

/** Opens the model that the settings name. Throws one line when it cannot be had. */
export async function openModel(config: Config): Promise<Model> {
  const options = {
    model: config.MODEL,
    cacheDir: config.MODEL_CACHE,
    hub: config.MODEL_HUB,
    threads: config.MODEL_THREADS,
  };
  return { embedder: await openEmbedder(options), options };
}
