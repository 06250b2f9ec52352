import { hasIndex } from "./adapters/index-layout.ts";
import { explained } from "./adapters/index-folder.ts";
import { openIndexWriter, type IndexWriter } from "./adapters/index-writer.ts";
import { openEmbedder, type EmbedderOptions } from "./adapters/transformers-embedder.ts";
import { openExtractor } from "./formats/extractor.ts";
import { ingestFeed } from "./ingest-feed.ts";
import type { FeedCounts, FeedRun } from "./ingest-run.ts";
import type { Safeguards } from "./ingest-parts.ts";
import type { Embedder } from "./retrieval/ports.ts";
import type { Feed } from "./sources/feed.ts";
import { folderFeed, type Extract } from "./sources/folder-feed.ts";

export type IngestProgress = {
  /** Files looked at, of all. */
  done: number;
  total: number;
  /** Milliseconds that the rest will take, as far as the pace so far tells; null before it does. */
  remaining: number | null;
};

export type IngestOptions = {
  folders: readonly string[];
  /** Other places that documents come from. */
  feeds?: readonly Feed[];
  indexDir: string;
  embedder: EmbedderOptions;
  /** Opens the model in place of the usual way, such as one that keeps its vectors on disk; closed when all is done. */
  openModel?: (options: EmbedderOptions) => Promise<Embedder>;
  /** Start from nothing; the present index stays in use until the new one is whole. */
  rebuild?: boolean;
  /** Remove the documents that are no longer in these folders; without it they are kept and counted. */
  prune?: boolean;
  /** Both on, and nothing held back is indexed, unless said otherwise. */
  safeguards?: Safeguards;
  onProgress?: (progress: IngestProgress) => void;
  onWarning: (message: string) => void;
  /** When aborted, the documents under way are finished and the rest left for the next ingestion. */
  signal?: AbortSignal;
};

export type IngestSummary = FeedCounts & {
  /** Documents and passages in the index now. */
  documents: number;
  passages: number;
  interrupted: boolean;
  /** Milliseconds. */
  took: number;
  /** Milliseconds that the model itself ran. */
  modelTime: number;
};

/**
 * Brings an index up to date with folders of minutes and other feeds: reads what is new or changed and leaves what
 * is not. A source that cannot be read is reported and what the index had of it stays. Throws one line when there is
 * nothing to ingest, when nothing could be, when metadata is wrong, when the disk is full, and when the index or the
 * model refuses.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const extractor = openExtractor();
  try {
    return await ingestWith(await readFeeds(options, extractor.extract), options);
  } finally {
    await extractor.close();
  }
}

async function ingestWith(feeds: readonly Feed[], options: IngestOptions): Promise<IngestSummary> {
  const started = performance.now();
  const { openModel = openEmbedder } = options;
  const embedder = await openModel(options.embedder);
  try {
    const { indexDir, rebuild = false, onWarning } = options;
    const writer = openIndexWriter(indexDir, { model: embedder.description, rebuild, onWarning });
    try {
      const modelBefore = embedder.modelTime?.() ?? 0;
      const { counts, interrupted } = await ingestFeeds(feeds, { writer, embedder }, options);
      const modelTime = (embedder.modelTime?.() ?? 0) - modelBefore;
      const took = performance.now() - started;
      return { ...writer.size(), ...counts, interrupted, took, modelTime };
    } catch (error) {
      throw explained(indexDir, error);
    } finally {
      writer.close();
    }
  } finally {
    await embedder.close();
  }
}

async function readFeeds(
  { folders, feeds = [], indexDir }: IngestOptions,
  extract: Extract,
): Promise<Feed[]> {
  const all = [...feeds];
  for (const path of new Set(folders)) all.push(await folderFeed(path, extract));
  const emptied = feeds.length > 0 && hasIndex(indexDir);
  if (emptied || all.some(({ parts }) => parts.length > 0)) return all;
  const named = [...folders, ...feeds.map(({ folder }) => folder)].map((path) => `"${path}"`);
  throw new Error(
    `there is nothing to ingest in ${named.join(", ")}: no file of minutes that may be read`,
  );
}

type Tools = { writer: IndexWriter; embedder: Embedder };

async function ingestFeeds(feeds: readonly Feed[], tools: Tools, options: IngestOptions) {
  const { safeguards = { on: true, includeHeldBack: false }, prune = false, signal } = options;
  const counts = noCounts();
  const endRun = tools.writer.runs.begin();
  const onPart = progressOver(feeds, options);
  const run: FeedRun = { ...tools, safeguards, prune, signal, counts, claimed: new Map(), onPart };
  for (const feed of feeds) await ingestFeed(feed, run);
  const interrupted = signal?.aborted ?? false;
  if (!interrupted) {
    finish(tools.writer, counts);
    const { gone, skipped, failures, ...numbers } = counts;
    endRun({ ...numbers, gone: gone.length, skipped: skipped.length, failed: failures.length });
  }
  return { counts, interrupted };
}

function noCounts(): FeedCounts {
  const numbers = { written: 0, unchanged: 0, removed: 0, heldBack: 0, withdrawn: 0 };
  return { ...numbers, gone: [], skipped: [], failures: [] };
}

function finish(writer: IndexWriter, { failures, heldBack }: FeedCounts): void {
  if (writer.size().documents > 0) return void writer.finish();
  const [first] = failures;
  if (first) throw new Error(`nothing could be ingested; ${first.source} ${first.reason}`);
  const why =
    heldBack > 0
      ? "all is held back for review; --include-held-back indexes it"
      : "all was withdrawn";
  throw new Error(`nothing was ingested: ${why}`);
}

/** Tells of every part that is done how far the whole is, by the bytes where they are known. */
function progressOver(feeds: readonly Feed[], { onProgress }: IngestOptions): () => void {
  const parts = feeds.flatMap((feed) => feed.parts);
  const started = performance.now();
  let left = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  let through = 0;
  let done = 0;
  onProgress?.({ done, total: parts.length, remaining: null });
  return () => {
    const bytes = parts[done++]?.bytes ?? 0;
    through += bytes;
    left -= bytes;
    const remaining = through === 0 ? null : ((performance.now() - started) / through) * left;
    onProgress?.({ done, total: parts.length, remaining });
  };
}
