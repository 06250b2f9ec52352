import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../src/engine.ts";
import { ingest } from "../../src/ingest.ts";
import { labelledIndex, type LabelledIndex } from "./labelled-index.ts";
import type { Model } from "../open-model.ts";

const onWarning = (message: string): void => console.error(message);

async function ingestFolder(folder: string, indexDir: string, { options }: Model): Promise<void> {
  const { failures } = await ingest({ folders: [folder], indexDir, embedder: options, onWarning });
  for (const { source, reason } of failures) throw new Error(`${source} ${reason}`);
}

/**
 * Ingests a folder into an index of its own, does the work over it, and removes it again. The index
 * in use (`INDEX_DIR`) is never touched.
 */
export async function withIndex<T>(
  folder: string,
  model: Model,
  work: (index: LabelledIndex) => Promise<T>,
): Promise<T> {
  const indexDir = mkdtempSync(join(tmpdir(), "minutes-eval-"));
  try {
    await ingestFolder(folder, indexDir, model);
    const engine = await openEngine({ indexDir, embedder: model.embedder, onWarning });
    return await work(labelledIndex(engine)).finally(() => engine.close());
  } finally {
    rmSync(indexDir, { recursive: true, force: true });
  }
}
