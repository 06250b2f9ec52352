/** Mean, or NaN of nothing. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Mulberry32 (Tommy Ettinger, public domain): a small seeded generator of numbers in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const RESAMPLES = 1000;
const SEED = 20240601;

/** The 2.5 and 97.5 percentiles of what was found in resamples; those that gave no number are left out. */
function percentiles(found: readonly number[]): { low: number; high: number } {
  const sorted = found.filter(Number.isFinite).toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

/** A mean with its 95 % interval and the number of values behind it. */
export type Estimate = { mean: number; low: number; high: number; n: number };

/**
 * Mean with the 2.5 and 97.5 percentiles of the means of 1,000 resamples (Efron's percentile
 * bootstrap). The seed is fixed, so the same values always give the same interval.
 */
export function estimate(values: readonly number[]): Estimate {
  const random = seeded(SEED);
  const draw = (): number => values[Math.floor(random() * values.length)] ?? Number.NaN;
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(draw)));
  return { mean: mean(values), ...percentiles(means), n: values.length };
}

/**
 * The 95 % interval of any statistic of the cases, by the same bootstrap. Cases
 * are drawn within their `strata` (such as answerable and not), so that no resample lacks one.
 */
export function interval<Case>(
  strata: readonly (readonly Case[])[],
  statistic: (cases: readonly Case[]) => number,
): { low: number; high: number } {
  const random = seeded(SEED);
  const drawFrom = (cases: readonly Case[]) =>
    cases.map(() => cases[Math.floor(random() * cases.length)]!);
  return percentiles(Array.from({ length: RESAMPLES }, () => statistic(strata.flatMap(drawFrom))));
}

const Z95 = 1.959964;

/**
 * The 95 % interval of a share (Wilson 1927): unlike the bootstrap it does not close when all cases
 * agree, which a handful of questions often do.
 */
export function shareInterval(yes: number, n: number): { low: number; high: number } {
  const share = yes / n;
  const scale = 1 + Z95 ** 2 / n;
  const middle = (share + Z95 ** 2 / (2 * n)) / scale;
  const reach = (Z95 / scale) * Math.sqrt((share * (1 - share)) / n + Z95 ** 2 / (4 * n * n));
  return { low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/**
 * Area under the ROC curve: the chance that a positive scores higher than a negative, ties counting
 * half. 0.5 is a coin; NaN where either list is empty.
 */
export function auroc(positives: readonly number[], negatives: readonly number[]): number {
  const sorted = negatives.toSorted((a, b) => a - b);
  const wins = positives.map((one) => (below(sorted, one) + upTo(sorted, one)) / 2);
  return mean(wins.map((win) => win / negatives.length));
}

const below = (sorted: readonly number[], value: number): number =>
  firstWhere(sorted, (other) => other >= value);
const upTo = (sorted: readonly number[], value: number): number =>
  firstWhere(sorted, (other) => other > value);

/** Index of the first value for which `holds` is true, the length where it never is; true from there on. */
function firstWhere(sorted: readonly number[], holds: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(sorted[middle]!)) to = middle;
    else from = middle + 1;
  }
  return from;
}
