import { gradeOf, type Evidence, type Place } from "./evidence.ts";
import { meanMeasure, type Measures } from "./measure.ts";
import { hitAt, ndcgAt, recallAt, reciprocalRank, type Gains } from "./ranking-measures.ts";

/** What was ranked for one question, best first, and what is relevant to it. */
export type Ranked = { id: string; ranking: readonly string[]; gains: Gains };

/** The gain of every passage that overlaps evidence: the highest grade that it touches. */
export function passageGains(
  passages: readonly (Place & { id: string })[],
  evidence: readonly Evidence[],
): Gains {
  const graded = passages.map((passage) => [passage.id, gradeOf(passage, evidence)] as const);
  return new Map(graded.filter(([, grade]) => grade > 0));
}

const FIRST_PAGE = 10;

/**
 * Means over questions, each name opened by `prefix`. `hit@5` asks for a passage with at least
 * `hitGain` among the first five.
 */
export function retrievalMeasures(
  prefix: string,
  ranked: readonly Ranked[],
  hitGain: number,
): Measures {
  const over = (score: (row: Ranked) => number) => meanMeasure(ranked.map(score));
  return {
    [`${prefix} nDCG@10`]: over((r) => ndcgAt(FIRST_PAGE, r.ranking, r.gains)),
    [`${prefix} hit@5`]: over((r) => hitAt(5, r.ranking, r.gains, hitGain)),
    [`${prefix} recall@10`]: over((r) => recallAt(FIRST_PAGE, r.ranking, r.gains)),
    [`${prefix} MRR`]: over((r) => reciprocalRank(r.ranking.slice(0, FIRST_PAGE), r.gains)),
  };
}
