import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../src/config.ts";
import { ingest } from "../../src/ingest.ts";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { modelOptions } from "../open-model.ts";

export type IngestionShare = {
  passages: number;
  /** Milliseconds of the whole, model load left out, and of the model's own runs in it. */
  whole: number;
  model: number;
};

/** Ingests a folder into a new index, with the model open, and tells what part of the time the model ran. */
export async function ingestionShare(folder: string): Promise<IngestionShare> {
  const options = { ...modelOptions(readConfig()), ownThread: true };
  const embedder = await openEmbedder(options);
  const indexDir = mkdtempSync(join(tmpdir(), "minutes-share-"));
  try {
    await embedder.embed(["warm"]);
    const onWarning = (message: string): void => console.error(message);
    const { passages, took, modelTime } = await ingest({
      folders: [folder],
      indexDir,
      embedder: options,
      onWarning,
    });
    return { passages, whole: took, model: modelTime };
  } finally {
    await embedder.close();
    rmSync(indexDir, { recursive: true, force: true });
  }
}

/** One line for a person. */
export function shareLine(folder: string, { passages, whole, model }: IngestionShare): string {
  const outside = ((100 * (whole - model)) / whole).toFixed(1);
  const rate = (passages / (whole / 1000)).toFixed(0);
  return `Ingestion of ${folder}, model open: ${passages} passages in ${(whole / 1000).toFixed(1)} s (${rate} a second), ${outside} % of it outside the model`;
}
