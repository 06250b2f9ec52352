import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../src/engine.ts";
import { ingest } from "../../src/ingest.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import { labelledIndex, type LabelledIndex } from "./labelled-index.ts";
import type { Model } from "../open-model.ts";

const onWarning = (message: string): void => console.error(message);

/** A folder of its own below the system's temporary one while the work lasts. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "minutes-eval-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type IngestOptions = Parameters<typeof ingest>[0];

async function ingestFolder(options: Omit<IngestOptions, "onWarning">): Promise<void> {
  const { failures } = await ingest({ ...options, onWarning });
  for (const { source, reason } of failures) throw new Error(`${source} ${reason}`);
}

const leftOpen = (embedder: Embedder): Embedder => ({ ...embedder, close: async () => {} });

/**
 * Ingests a folder into an index of its own, does the work over it, and removes it again. The index
 * in use (`INDEX_DIR`) is never touched.
 *
 * @param keeping embeds passages and questions in place of the model itself
 */
export const withIndex = <T>(
  folder: string,
  { options, embedder, reader }: Model,
  work: (index: LabelledIndex) => Promise<T>,
  keeping?: Embedder,
): Promise<T> =>
  withTemporaryFolder(async (indexDir) => {
    const openModel = keeping && (async () => leftOpen(keeping));
    const how = { embedder: options, ...(openModel && { openModel }) };
    await ingestFolder({ folders: [folder], indexDir, ...how });
    const engine = await openEngine({ indexDir, embedder: keeping ?? embedder, reader, onWarning });
    return work(labelledIndex(engine)).finally(() => engine.close());
  });
