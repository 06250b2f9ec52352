/** What a list of durations says; all in the unit of the list. */
export type Timing = { runs: number; median: number; p95: number };

/** The value below which a share of the values lies (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const timing = (durations: readonly number[]): Timing => ({
  runs: durations.length,
  median: percentile(durations, 0.5),
  p95: percentile(durations, 0.95),
});
