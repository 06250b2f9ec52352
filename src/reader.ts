import type { DownloadProgress } from "./adapters/model-download.ts";
import { openReader } from "./adapters/transformers-reader.ts";
import type { Config } from "./config.ts";
import type { Reader } from "./retrieval/ports.ts";

/** The reader that the settings name; none where they say so. Throws one line when it cannot be had. */
export async function readerOf(
  { RERANKER, MODEL_CACHE, MODEL_HUB, MODEL_THREADS }: Config,
  onProgress?: (progress: DownloadProgress) => void,
): Promise<Reader | undefined> {
  if (RERANKER === "none") return undefined;
  return openReader({
    model: RERANKER,
    cacheDir: MODEL_CACHE,
    hub: MODEL_HUB,
    threads: MODEL_THREADS,
    onProgress,
  });
}
