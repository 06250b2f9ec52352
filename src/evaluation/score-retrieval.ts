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
const FIRST_FIVE = 5;

const over = (ranked: readonly Ranked[], score: (row: Ranked) => number) =>
  meanMeasure(ranked.map(score));

const ndcg = ({ ranking, gains }: Ranked): number => ndcgAt(FIRST_PAGE, ranking, gains);

/**
 * Means over questions, each name opened by `prefix`. `hit@5` asks for a passage with at least
 * `hitGain` among the first five; recall is the share of all relevant ones; MRR looks at the first ten.
 */
export function retrievalMeasures(
  prefix: string,
  ranked: readonly Ranked[],
  hitGain: number,
): Measures {
  const recall = (k: number) => over(ranked, (r) => recallAt(k, r.ranking, r.gains));
  return {
    [`${prefix} nDCG@10`]: over(ranked, ndcg),
    [`${prefix} hit@5`]: over(ranked, (r) => hitAt(FIRST_FIVE, r.ranking, r.gains, hitGain)),
    [`${prefix} recall@1`]: recall(1),
    [`${prefix} recall@5`]: recall(FIRST_FIVE),
    [`${prefix} recall@10`]: recall(FIRST_PAGE),
    [`${prefix} MRR`]: over(ranked, (r) => reciprocalRank(r.ranking.slice(0, FIRST_PAGE), r.gains)),
  };
}

/** nDCG@10 and recall@5 alone: for what is measured beside the main ranking. */
export const briefMeasures = (prefix: string, ranked: readonly Ranked[]): Measures => ({
  [`${prefix} nDCG@10`]: over(ranked, ndcg),
  [`${prefix} recall@5`]: over(ranked, (r) => recallAt(FIRST_FIVE, r.ranking, r.gains)),
});

/** nDCG@10 for each type of question; nothing where all are of one type. */
export function measuresByType(
  prefix: string,
  ranked: readonly Ranked[],
  typeOf: (id: string) => string,
): Measures {
  const types = [...new Set(ranked.map(({ id }) => typeOf(id)))];
  if (types.length < 2) return {};
  return Object.fromEntries(
    types.map((type) => [
      `${prefix} ${type} questions, nDCG@10`,
      over(
        ranked.filter(({ id }) => typeOf(id) === type),
        ndcg,
      ),
    ]),
  );
}

/** A ranking of passages as one of their documents, each by its best passage. */
export function documentsRanked(
  passages: readonly string[],
  documentOf: (passage: string) => string,
): string[] {
  return [...new Set(passages.map(documentOf))];
}
