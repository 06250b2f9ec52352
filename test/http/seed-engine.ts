import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import type { ChatModel } from "../../src/answering/chat-model.ts";
import { readConfig } from "../../src/config.ts";
import { openEngine, type Engine } from "../../src/engine.ts";
import { ingest } from "../../src/ingest.ts";
import { readerOf } from "../../src/reader.ts";

/** The real engine over an index built from the seeds, in a folder that goes when it is closed. */
export async function openSeedEngine(chatModel?: ChatModel): Promise<Engine> {
  const indexDir = mkdtempSync(join(tmpdir(), "ask-the-minutes-"));
  const config = readConfig({});
  const { MODEL: model, MODEL_CACHE: cacheDir } = config;
  const embedder = await openEmbedder({ model, cacheDir });
  const reader = await readerOf(config);
  const onWarning = (message: string) => {
    throw new Error(message);
  };
  await ingest({ folders: ["seeds"], indexDir, embedder: { model, cacheDir }, onWarning });
  const engine = await openEngine({ indexDir, embedder, reader, onWarning, chatModel });
  const close = async () => {
    await engine.close();
    await embedder.close();
    await reader?.close();
    rmSync(indexDir, { recursive: true });
  };
  return { ...engine, close };
}
