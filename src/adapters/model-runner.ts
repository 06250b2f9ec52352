import { AutoModel } from "@xenova/transformers";
import { VECTORS, runBatch, sessionOptions } from "./model-session.ts";
import { batchesByLength } from "./token-batches.ts";
import { firstOf, meanOf } from "./vector-pooling.ts";

/**
 * Batches of 512 padded tokens were the fastest (2 cores, the bundled model). The 8-bit model takes one
 * scale for all that shares a batch, so a vector depends a little on its company (cosine 0.99 to the
 * same text alone); the shortest texts lose most and go alone.
 */
const BATCH_LIMITS = { budget: 512, alone: 8 };

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
  const model = await AutoModel.from_pretrained(path, sessionOptions(threads));
  return {
    async run(texts) {
      const lengths = texts.map((ids) => ids.length);
      const vectors = Array.from<Float32Array>({ length: texts.length });
      let time = 0;
      for (const batch of batchesByLength(lengths, BATCH_LIMITS)) {
        const started = performance.now();
        const rows = batch.map((position) => ({ ids: texts[position]! }));
        const found = await runBatch(model, rows, pad, VECTORS);
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
