import { availableParallelism } from "node:os";
import { join } from "node:path";
import { AutoTokenizer, type PreTrainedTokenizer } from "@xenova/transformers";
import type { Embedder, ModelDescription } from "../retrieval/ports.ts";
import { localModel, type LocalModelOptions } from "./local-model.ts";
import { WEIGHTS_FILE, checkModelFolder, readRecipe, sha256OfFile } from "./model-folder.ts";
import { openRunner, type ModelRunner } from "./model-runner.ts";
import { sharedModels } from "./shared-models.ts";
import { threadedRunner } from "./threaded-runner.ts";
import { tokenCache } from "./token-cache.ts";

/** More threads than this gain nothing on sentences. */
const MOST_THREADS = 8;

export type EmbedderOptions = LocalModelOptions & {
  /** Threads of one run of the model; the machine's cores by default. */
  threads?: number | undefined;
  /** Run the model in a thread of its own: for long work beside which something else is done. */
  ownThread?: boolean | undefined;
};

type Loaded = {
  description: ModelDescription;
  tokenizer: PreTrainedTokenizer;
  runner: ModelRunner;
};

const shared = sharedModels<Loaded>(({ runner }) => runner.close());

/**
 * Opens an embedding model. A process keeps one session a model, however often it is opened.
 * Throws one line when the model is not there, cannot be downloaded or is of a kind that is not supported.
 */
export async function openEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const { model, cacheDir, threads, ownThread = false } = options;
  const key = JSON.stringify([model, cacheDir, threads, ownThread]);
  const { model: loaded, letGo } = await shared(key, () => load(options));
  return embedderOver(loaded, letGo);
}

/** As many as the machine has cores, up to what gains something. */
export function threadsFor(given: number | undefined): number {
  return given ?? Math.min(availableParallelism(), MOST_THREADS);
}

async function load(options: EmbedderOptions): Promise<Loaded> {
  const { name, folder } = await localModel(options);
  checkModelFolder(folder);
  const path = folder.replaceAll("\\", "/");
  const threads = threadsFor(options.threads);
  const [tokenizer, recipe, checksum] = await Promise.all([
    AutoTokenizer.from_pretrained(path, { local_files_only: true }),
    readRecipe(folder),
    sha256OfFile(join(folder, WEIGHTS_FILE)),
  ]);
  const wanted = { path, threads, pooling: recipe.pooling, pad: tokenizer.pad_token_id ?? 0 };
  const runner = options.ownThread ? threadedRunner(wanted) : await openRunner(wanted);
  try {
    const { vectors } = await runner.run([tokenizer.encode("")]);
    const dimensions = vectors[0]!.length;
    return {
      description: { name, checksum, dimensions, ...recipe, dtype: "q8" },
      tokenizer,
      runner,
    };
  } catch (error) {
    await runner.close();
    throw error;
  }
}

function embedderOver(
  { description, tokenizer, runner }: Loaded,
  letGo: () => Promise<void>,
): Embedder {
  const { maxTokens } = description;
  const running = new Set<Promise<Float32Array[]>>();
  /** Passages are measured before they are embedded: each text is tokenised once. */
  const tokensOf = tokenCache((text) => tokenizer.encode(text));
  let closed: Promise<void> | undefined;
  let modelTime = 0;

  async function embedAll(texts: readonly string[]): Promise<Float32Array[]> {
    const { vectors, time } = await runner.run(texts.map((text) => cut(tokensOf(text), maxTokens)));
    modelTime += time;
    return vectors;
  }

  return {
    description,
    countTokens: (text) => tokensOf(text).length,
    modelTime: () => modelTime,
    embed(texts) {
      if (closed) return Promise.reject(new Error("the embedding model is closed"));
      const work: Promise<Float32Array[]> = embedAll(texts).finally(() => running.delete(work));
      running.add(work);
      return work;
    },
    close: () => (closed ??= Promise.allSettled(running).then(letGo)),
  };
}

/** Keeps the first word pieces and the closing special token, as the model was trained. */
function cut(ids: number[], maxTokens: number): number[] {
  if (ids.length <= maxTokens) return ids;
  return [...ids.slice(0, maxTokens - 1), ids.at(-1)!];
}
