import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import type { ChatModel } from "../../src/answering/chat-model.ts";
import { readConfig } from "../../src/config.ts";
import { openEngine, type Engine } from "../../src/engine.ts";
import { ingest } from "../../src/ingest.ts";
import { readerOf } from "../../src/reader.ts";
import { scratchFolder } from "../../scripts/scratch-folder.ts";

const config = readConfig({});
const { MODEL: model, MODEL_CACHE: cacheDir } = config;
const onWarning = (message: string) => {
  throw new Error(message);
};

async function ingestSeeds(): Promise<string> {
  const indexDir = scratchFolder();
  await ingest({ folders: ["seeds"], indexDir, embedder: { model, cacheDir }, onWarning });
  return indexDir;
}

let ingested: Promise<string> | undefined;

/** The real engine over an index built from the seeds, once for all test files of a process. */
export async function openSeedEngine(chatModel?: ChatModel): Promise<Engine> {
  const indexDir = await (ingested ??= ingestSeeds());
  const embedder = await openEmbedder({ model, cacheDir });
  const reader = await readerOf(config);
  const engine = await openEngine({ indexDir, embedder, reader, onWarning, chatModel });
  const close = async () => {
    await engine.close();
    await embedder.close();
    await reader?.close();
  };
  return { ...engine, close };
}
