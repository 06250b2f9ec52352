import { openEmbedder } from "./adapters/transformers-embedder.ts";
import { ingest, type IngestOptions, type IngestSummary } from "./ingest.ts";
import { changesIn } from "./sources/watch-folder.ts";

export type WatchOptions = IngestOptions & {
  /** Ends the watching, and the ingestion under way as it does otherwise. */
  signal: AbortSignal;
  onSummary: (summary: IngestSummary) => void;
  /** Hears in one line of an ingestion that failed; the next change, or the next minute, is another try. */
  onFailure: (error: unknown) => void;
};

/** After this time a failed ingestion is tried again, also without a change; milliseconds. */
const RETRY_MS = 60_000;

/**
 * Ingests folders, and again whenever something in them changes, one ingestion at a time, until it is told to stop.
 * The model stays open. Throws when the first ingestion fails, and when a folder can no longer be watched.
 */
export async function ingestAndWatch(options: WatchOptions): Promise<void> {
  const { folders, signal, onSummary, onFailure } = options;
  const embedder = await openEmbedder(options.embedder);
  let retry: NodeJS.Timeout | undefined;
  const again = async () => {
    clearTimeout(retry);
    try {
      onSummary(await ingest({ ...options, rebuild: false }));
    } catch (error) {
      onFailure(error);
      retry = setTimeout(() => void again(), RETRY_MS).unref();
    }
  };
  try {
    const changes = changesIn(folders, signal);
    const next = changes.next();
    onSummary(await ingest(options));
    for (let change = await next; !change.done; change = await changes.next()) await again();
  } finally {
    clearTimeout(retry);
    await embedder.close();
  }
}
