/** Gain of each relevant id; an id that is not listed is not relevant. */
export type Gains = ReadonlyMap<string, number>;

const discounted = (gains: readonly number[]): number =>
  gains.reduce((sum, gain, index) => sum + gain / Math.log2(index + 2), 0);

/**
 * Normalised discounted cumulative gain of the first `k`, 0 to 1: linear gain, log2 discount, the
 * ideal taken over everything judged relevant (as in the README of every evaluation set here).
 * 0 where nothing is relevant.
 */
export function ndcgAt(k: number, ranking: readonly string[], gains: Gains): number {
  const ideal = discounted([...gains.values()].toSorted((a, b) => b - a).slice(0, k));
  const reached = discounted(ranking.slice(0, k).map((id) => gains.get(id) ?? 0));
  return ideal === 0 ? 0 : reached / ideal;
}

/** Share of the relevant ids that stand among the first `k`, 0 to 1; 0 where nothing is relevant. */
export function recallAt(k: number, ranking: readonly string[], gains: Gains): number {
  const found = ranking.slice(0, k).filter((id) => (gains.get(id) ?? 0) > 0).length;
  const relevant = [...gains.values()].filter((gain) => gain > 0).length;
  return relevant === 0 ? 0 : found / relevant;
}

/** 1 when an id with at least `gain` stands among the first `k`, else 0. */
export function hitAt(k: number, ranking: readonly string[], gains: Gains, gain = 1): number {
  return ranking.slice(0, k).some((id) => (gains.get(id) ?? 0) >= gain) ? 1 : 0;
}

/** One over the rank of the first relevant id, 0 where none was ranked. */
export function reciprocalRank(ranking: readonly string[], gains: Gains): number {
  const index = ranking.findIndex((id) => (gains.get(id) ?? 0) > 0);
  return index === -1 ? 0 : 1 / (index + 1);
}
