import { LogLevel, Tensor, env, type PreTrainedModel } from "@xenova/transformers";

env.allowRemoteModels = false;
env.useFSCache = false;
env.localModelPath = "";
env.logLevel = LogLevel.ERROR;

/**
 * Threads that wait without spinning: as fast on an idle machine, and up to 3 times faster on one that
 * serves something else besides.
 */
const QUIET_THREADS = { session: { intra_op: { allow_spinning: "0" } } };

/** How the 8-bit weights of a folder are loaded. */
export function sessionOptions(threads: number) {
  return {
    local_files_only: true,
    dtype: "q8" as const,
    device: "cpu" as const,
    session_options: { intraOpNumThreads: threads, interOpNumThreads: 1, extra: QUIET_THREADS },
  };
}

/** A text as word pieces; `kinds` tells its first part (0) from its second (1). */
export type TokenRow = { ids: readonly number[]; kinds?: readonly number[] };

/** What a model gives for each word piece of a batch: `tokens` times `dimensions` numbers a text. */
export type TokenVectors = {
  data: Float32Array;
  tokens: number;
  dimensions: number;
};

/** Texts of a batch in one tensor, filled up to the longest. */
function filled(rows: readonly (readonly number[])[], length: number, pad: number): Tensor {
  const values = new BigInt64Array(rows.length * length).fill(BigInt(pad));
  rows.forEach((row, i) => {
    row.forEach((value, j) => {
      values[i * length + j] = BigInt(value);
    });
  });
  return new Tensor("int64", values, [rows.length, length]);
}

/** A model's outputs by their names: encoders give vectors of word pieces, readers judge them. */
export const VECTORS = ["last_hidden_state", "token_embeddings"];
export const JUDGEMENTS = ["logits"];

/**
 * Runs the model once. Throws when it has no output of that kind.
 *
 * @param pad number of the word piece that fills a batch up
 */
export async function runBatch(
  model: PreTrainedModel,
  rows: readonly TokenRow[],
  pad: number,
  outputs: readonly string[],
): Promise<TokenVectors> {
  const length = Math.max(...rows.map(({ ids }) => ids.length));
  const ones = rows.map(({ ids }) => ids.map(() => 1));
  const kinds = rows.flatMap((row) => (row.kinds ? [row.kinds] : []));
  const output = await model({
    input_ids: filled(
      rows.map(({ ids }) => ids),
      length,
      pad,
    ),
    attention_mask: filled(ones, length, 0),
    ...(kinds.length > 0 && { token_type_ids: filled(kinds, length, 0) }),
  });
  const found = outputs.map((name) => output[name]).find((tensor) => tensor !== undefined);
  if (!found) throw new Error(`the model gives no ${outputs[0]}, and is of another kind`);
  const { data, dims } = found;
  return { data, tokens: dims[1], dimensions: dims[2] };
}
