/** Mean, or NaN of nothing. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Area under the ROC curve: the chance that a positive scores higher than a negative, ties counting
 * half. 0.5 is a coin; NaN where either list is empty.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  const against = (positive: number): number =>
    mean(negatives.map((negative) => (Math.sign(positive - negative) + 1) / 2));
  return mean(positives.map(against));
}

/** Mulberry32 (Tommy Ettinger, public domain): a small seeded generator of numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const RESAMPLES = 2000;
const SEED = 20240601;

/** A mean with its 95 % interval and the number of values behind it. */
export type Estimate = { mean: number; low: number; high: number; n: number };

/**
 * Mean with the 2.5 and 97.5 percentiles of the means of 2,000 resamples (Efron's percentile
 * bootstrap). The seed is fixed, so the same values always give the same interval.
 */
export function estimate(values: readonly number[]): Estimate {
  const random = seeded(SEED);
  const draw = (): number => values[Math.floor(random() * values.length)] ?? Number.NaN;
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(draw)));
  means.sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { mean: mean(values), low: at(0.025), high: at(0.975), n: values.length };
}
