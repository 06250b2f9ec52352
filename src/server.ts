import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { accessOf } from "./access.ts";
import { hasIndex } from "./adapters/index-layout.ts";
import type { DownloadProgress } from "./adapters/model-download.ts";
import { openEmbedder, type EmbedderOptions } from "./adapters/transformers-embedder.ts";
import { chatModelOf } from "./chat-model.ts";
import type { Config } from "./config.ts";
import type { Engine } from "./engine.ts";
import { createApp } from "./http/app.ts";
import { createJsonLog } from "./http/json-log.ts";
import { listen } from "./http/listen.ts";
import type { IngestProgress } from "./ingest.ts";
import { liveEngine } from "./live-engine.ts";
import { readerOf } from "./reader.ts";

/** What loading tells whoever started it, for a person to read. */
export type LoadNews = {
  onDownload(progress: DownloadProgress): void;
  onIngest(progress: IngestProgress): void;
  onWarning(message: string): void;
};

/** What the server tells whoever started it. */
export type ServerNews = LoadNews & {
  onReady(ready: Ready): Promise<void>;
};

export type Ready = { url: string; engine: Engine };

const SEEDS = fileURLToPath(new URL("../seeds", import.meta.url));

/** Time for the requests in flight when the server is told to stop; a slow answer takes a second. */
const STOP_GRACE_MS = 10_000;

/**
 * Serves until `stop` is aborted, then lets the requests in flight finish and resolves. Takes the port
 * first, so that health can be asked while the index is built from the seeds, where there is none, and
 * loaded. Throws one line when the port cannot be had or the index or the model cannot be used.
 */
export async function runServer(
  config: Config,
  news: ServerNews,
  stop: AbortSignal,
): Promise<void> {
  const log = createJsonLog(config.LOG_LEVEL);
  let loaded: Loaded | undefined;
  const app = createApp({
    engine: () => loaded?.current(),
    log,
    version: ownVersion(),
    publicUrl: config.PUBLIC_URL,
    access: accessOf(config),
  });
  const { HOST: host, PORT: port } = config;
  const listening = await listen({ fetch: app.fetch, host, port });
  try {
    loaded = await load(config, news, stop);
    if (loaded) await news.onReady({ url: listening.url, engine: loaded.current() });
    if (!stop.aborted) await once(stop, "abort");
  } finally {
    await listening.close(STOP_GRACE_MS);
    await loaded?.close();
    log.flush();
  }
}

/** `current` is the engine over the index as it stands; ask for it at every request. */
export type Loaded = { current(): Engine; close(): Promise<void> };

/**
 * Opens the model and the index, which is built from the seeds where there is none; undefined when told to stop meanwhile.
 * Throws one line when the index or the model cannot be used.
 */
export async function load(
  config: Config,
  news: LoadNews,
  stop: AbortSignal,
): Promise<Loaded | undefined> {
  const options = embedderOptions(config, news.onDownload);
  const models: { close(): Promise<void> }[] = [];
  const close = async () => void (await Promise.all(models.map((model) => model.close())));
  try {
    const embedder = await openEmbedder(options);
    models.push(embedder);
    await ingestSeeds(config, options, news, stop);
    const reader = stop.aborted ? undefined : await readerOf(config, news.onDownload);
    if (reader) models.push(reader);
    if (stop.aborted) {
      await close();
      return undefined;
    }
    const { onWarning } = news;
    const parts = { embedder, reader, chatModel: chatModelOf(config) };
    const live = await liveEngine({ indexDir: config.INDEX_DIR, onWarning, ...parts });
    return { current: live.current, close: () => live.close().then(close) };
  } catch (error) {
    await close();
    throw error;
  }
}

function embedderOptions(
  { MODEL, MODEL_CACHE, MODEL_HUB, MODEL_THREADS }: Config,
  onProgress: (progress: DownloadProgress) => void,
): EmbedderOptions {
  return {
    model: MODEL,
    cacheDir: MODEL_CACHE,
    hub: MODEL_HUB,
    threads: MODEL_THREADS,
    onProgress,
  };
}

/** Builds the index from the seeds where there is none. */
async function ingestSeeds(
  { INDEX_DIR: indexDir }: Config,
  embedder: EmbedderOptions,
  { onIngest: onProgress, onWarning }: LoadNews,
  signal: AbortSignal,
): Promise<void> {
  if (hasIndex(indexDir)) return;
  // Loaded here, because serving does without the readers of PDF, Word and the rest.
  const { ingest } = await import("./ingest.ts");
  const folders = [SEEDS];
  const { failures } = await ingest({ folders, indexDir, embedder, onProgress, onWarning, signal });
  for (const { source, reason } of failures) onWarning(`${source} ${reason}`);
}

/** The version of the program. */
export function ownVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String(JSON.parse(manifest).version);
}
