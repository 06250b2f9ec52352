export type BatchLimits = {
  /** The most padded tokens of a batch: its longest text times its number of texts. */
  budget: number;
  /** Texts of up to this many tokens go alone. */
  alone: number;
};

/**
 * Groups texts for the model, shortest first, each group as large as the limits let it be. A text longer
 * than the budget makes a group of its own. Gives the positions of the texts in `lengths`.
 */
export function batchesByLength(lengths: readonly number[], limits: BatchLimits): number[][] {
  const order = lengths
    .map((_, position) => position)
    .toSorted((a, b) => lengths[a]! - lengths[b]!);
  const batches: number[][] = [];
  for (const position of order) {
    const batch = batches.at(-1);
    const first = batch && lengths[batch[0]!]!;
    const fits = batch && lengths[position]! * (batch.length + 1) <= limits.budget;
    if (fits && first! > limits.alone) batch.push(position);
    else batches.push([position]);
  }
  return batches;
}
