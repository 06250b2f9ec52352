import { join } from "node:path";
import { availableParallelism } from "node:os";
import { LRUCache } from "lru-cache";
import {
  AutoModel,
  AutoTokenizer,
  LogLevel,
  Tensor,
  env,
  type PreTrainedModel,
  type PreTrainedTokenizer,
} from "@xenova/transformers";
import type { Embedder, ModelDescription } from "../retrieval/ports.ts";
import { downloadedModel, type DownloadProgress } from "./model-download.ts";
import {
  WEIGHTS_FILE,
  checkModelFolder,
  placeOf,
  readRecipe,
  sha256OfFile,
} from "./model-folder.ts";
import { batchesByLength } from "./token-batches.ts";
import { firstOf, meanOf, type TokenVectors } from "./vector-pooling.ts";

env.allowRemoteModels = false;
env.useFSCache = false;
env.localModelPath = "";
env.logLevel = LogLevel.ERROR;

/**
 * Batches of 512 padded tokens were the fastest (2 cores, the bundled model). The 8-bit model takes one
 * scale for all that shares a batch, so a vector depends a little on its company (cosine 0.99 to the
 * same text alone); the shortest texts lose most and go alone.
 */
const BATCH_LIMITS = { budget: 512, alone: 8 };

/**
 * Threads that wait without spinning: as fast on an idle machine, and up to 3 times faster on one that
 * serves something else besides.
 */
const QUIET_THREADS = { session: { intra_op: { allow_spinning: "0" } } };

/** Word pieces of texts that are kept: those of the documents that are read ahead of the model. */
const MOST_TOKENS_KEPT = 1_000_000;

/** More threads than this gain nothing on sentences. */
const MOST_THREADS = 8;

export const DEFAULT_HUB = "https://huggingface.co";

export type EmbedderOptions = {
  /** Name of a bundled model, a folder, or a hub id (`owner/name`), which is downloaded once. */
  model: string;
  /** Where downloaded models are kept. */
  cacheDir: string;
  /** Where hub ids are downloaded from. */
  hub?: string | undefined;
  /** Threads of one run of the model; the machine's cores by default. */
  threads?: number | undefined;
  onProgress?: ((progress: DownloadProgress) => void) | undefined;
};

type Loaded = {
  description: ModelDescription;
  tokenizer: PreTrainedTokenizer;
  model: PreTrainedModel;
};

const open = new Map<string, { loaded: Promise<Loaded>; users: number }>();
let loading: Promise<unknown> = Promise.resolve();

/**
 * Opens an embedding model. A process keeps one session a model, however often it is opened.
 * Throws one line when the model is not there, cannot be downloaded or is of a kind that is not supported.
 */
export async function openEmbedder(options: EmbedderOptions): Promise<Embedder> {
  const key = JSON.stringify([options.model, options.cacheDir, options.threads]);
  const entry = open.get(key) ?? { loaded: inTurn(() => load(options)), users: 0 };
  open.set(key, entry);
  entry.users++;
  try {
    return embedderOver(await entry.loaded, () => release(key));
  } catch (error) {
    open.delete(key);
    throw error;
  }
}

/** Loads one after the other: the library's settings are global. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = loading.then(work);
  loading = result.catch(() => undefined);
  return result;
}

async function release(key: string): Promise<void> {
  const entry = open.get(key);
  if (!entry || --entry.users > 0) return;
  open.delete(key);
  await (await entry.loaded).model.dispose();
}

async function load(options: EmbedderOptions): Promise<Loaded> {
  const { name, folder } = await localModel(options);
  checkModelFolder(folder);
  const path = folder.replaceAll("\\", "/");
  const threads = options.threads ?? Math.min(availableParallelism(), MOST_THREADS);
  const [tokenizer, model, recipe, checksum] = await Promise.all([
    AutoTokenizer.from_pretrained(path, { local_files_only: true }),
    AutoModel.from_pretrained(path, {
      local_files_only: true,
      dtype: "q8",
      device: "cpu",
      session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, extra: QUIET_THREADS },
    }),
    readRecipe(folder),
    sha256OfFile(join(folder, WEIGHTS_FILE)),
  ]);
  const { dimensions } = await tokenVectors(model, [tokenizer.encode("")], 0);
  const description = { name, checksum, dimensions, ...recipe, dtype: "q8" };
  return { description, tokenizer, model };
}

async function localModel(options: EmbedderOptions): Promise<{ name: string; folder: string }> {
  const place = placeOf(options.model);
  if (place.kind === "folder") return place;
  const { cacheDir, hub = DEFAULT_HUB, onProgress } = options;
  const folder = await downloadedModel({ id: place.name, cacheDir, hub, onProgress });
  return { name: place.name, folder };
}

function embedderOver(
  { description, tokenizer, model }: Loaded,
  letGo: () => Promise<void>,
): Embedder {
  const { maxTokens, pooling } = description;
  const running = new Set<Promise<Float32Array[]>>();
  const tokenised = new LRUCache<string, number[]>({
    maxSize: MOST_TOKENS_KEPT,
    sizeCalculation: (ids) => ids.length + 1,
  });
  let closed: Promise<void> | undefined;
  let modelTime = 0;

  /** Passages are measured before they are embedded: each text is tokenised once. */
  function tokensOf(text: string): number[] {
    const known = tokenised.get(text);
    if (known) return known;
    const ids = tokenizer.encode(text);
    tokenised.set(text, ids);
    return ids;
  }

  async function embedAll(texts: readonly string[]): Promise<Float32Array[]> {
    const tokens = texts.map((text) => cut(tokensOf(text), maxTokens));
    const lengths = tokens.map((ids) => ids.length);
    const result = Array.from<Float32Array>({ length: texts.length });
    for (const batch of batchesByLength(lengths, BATCH_LIMITS)) {
      const rows = batch.map((position) => tokens[position]!);
      const started = performance.now();
      const vectors = await tokenVectors(model, rows, tokenizer.pad_token_id ?? 0);
      modelTime += performance.now() - started;
      batch.forEach((position, row) => {
        const length = lengths[position]!;
        result[position] = pooling === "cls" ? firstOf(vectors, row) : meanOf(vectors, row, length);
      });
    }
    return result;
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

async function tokenVectors(
  model: PreTrainedModel,
  texts: number[][],
  pad: number,
): Promise<TokenVectors> {
  const length = Math.max(...texts.map((ids) => ids.length));
  const shape = [texts.length, length];
  const ids = new BigInt64Array(texts.length * length).fill(BigInt(pad));
  const mask = new BigInt64Array(texts.length * length);
  texts.forEach((text, row) => {
    text.forEach((id, column) => {
      ids[row * length + column] = BigInt(id);
      mask[row * length + column] = 1n;
    });
  });
  const output = await model({
    input_ids: new Tensor("int64", ids, shape),
    attention_mask: new Tensor("int64", mask, shape),
  });
  const { data, dims } = output.last_hidden_state ?? output.token_embeddings;
  return { data, tokens: dims[1], dimensions: dims[2] };
}
