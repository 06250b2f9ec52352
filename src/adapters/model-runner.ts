import { AutoModel, LogLevel, Tensor, env, type PreTrainedModel } from "@xenova/transformers";
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

export type RunnerOptions = {
  /** Folder of the model, with `/`. */
  path: string;
  /** Of one run. */
  threads: number;
  pooling: "mean" | "cls";
  /** Number of the word piece that fills a batch up. */
  pad: number;
};

/** What a run gave: a vector a text, and the milliseconds that the model ran. */
export type Ran = { vectors: Float32Array[]; time: number };

/** A model, loaded, for texts that are word pieces already. */
export type ModelRunner = {
  run(texts: readonly number[][]): Promise<Ran>;
  close(): Promise<void>;
};

/** Loads the model of a folder in this thread. */
export async function openRunner({
  path,
  threads,
  pooling,
  pad,
}: RunnerOptions): Promise<ModelRunner> {
  const model = await AutoModel.from_pretrained(path, {
    local_files_only: true,
    dtype: "q8",
    device: "cpu",
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, extra: QUIET_THREADS },
  });
  return {
    async run(texts) {
      const lengths = texts.map((ids) => ids.length);
      const vectors = Array.from<Float32Array>({ length: texts.length });
      let time = 0;
      for (const batch of batchesByLength(lengths, BATCH_LIMITS)) {
        const started = performance.now();
        const found = await tokenVectors(
          model,
          batch.map((position) => texts[position]!),
          pad,
        );
        time += performance.now() - started;
        batch.forEach((position, row) => {
          const length = lengths[position]!;
          vectors[position] = pooling === "cls" ? firstOf(found, row) : meanOf(found, row, length);
        });
      }
      return { vectors, time };
    },
    async close() {
      await model.dispose();
    },
  };
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
