import { openEmbedder, type EmbedderOptions } from "../src/adapters/transformers-embedder.ts";
import type { Config } from "../src/config.ts";
import { readerOf } from "../src/reader.ts";
import type { Embedder, Reader } from "../src/retrieval/ports.ts";

/** The models in use, open: that which embeds, with how ingestion opens the same one, and that which reads. */
export type Model = {
  embedder: Embedder;
  options: EmbedderOptions;
  reader: Reader | undefined;
  close(): Promise<void>;
};

/** Opens the models that the settings name. Throws one line when one cannot be had. */
export async function openModel(config: Config): Promise<Model> {
  const options = modelOptions(config);
  const embedder = await openEmbedder(options);
  try {
    const reader = await readerOf(config);
    const close = async () => void (await Promise.all([embedder.close(), reader?.close()]));
    return { embedder, options, reader, close };
  } catch (error) {
    await embedder.close();
    throw error;
  }
}

export function modelOptions({
  MODEL,
  MODEL_CACHE,
  MODEL_HUB,
  MODEL_THREADS,
}: Config): EmbedderOptions {
  return { model: MODEL, cacheDir: MODEL_CACHE, hub: MODEL_HUB, threads: MODEL_THREADS };
}
