import { openEmbedder, type EmbedderOptions } from "../src/adapters/transformers-embedder.ts";
import type { Config } from "../src/config.ts";
import type { Embedder } from "../src/retrieval/ports.ts";

/** The embedding model under measurement, open, and how ingestion opens the same one. */
export type Model = { embedder: Embedder; options: EmbedderOptions };

/** Opens the model that the settings name. Throws one line when it cannot be had. */
export async function openModel(config: Config): Promise<Model> {
  const options = modelOptions(config);
  return { embedder: await openEmbedder(options), options };
}

export function modelOptions({
  MODEL,
  MODEL_CACHE,
  MODEL_HUB,
  MODEL_THREADS,
}: Config): EmbedderOptions {
  return { model: MODEL, cacheDir: MODEL_CACHE, hub: MODEL_HUB, threads: MODEL_THREADS };
}
