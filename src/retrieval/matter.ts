import type { Library } from "./search.ts";

/** A passage with at least this share of a matter's information (inverse document frequency) deals with it. */
const COVERED = 0.6;
/** With less of it, a passage must be among the nearest in meaning, and carry this share. */
const PARTLY_COVERED = 0.3;
/** The nearest in meaning: from this dense score on, and so close to the best one. Set by hand on real minutes. */
const NEAR = { least: 0.5, behind: 0.06, looked: 30 };

/** For each position, the share of the matter's information that the passage and its place carry, 0 to 1. */
export function matterCoverage({ ranking }: Library, matter: string): Float32Array {
  const { lexicalIndex } = ranking;
  const share = new Float32Array(ranking.size);
  const terms = [...ranking.queryTerms(matter)].map(
    ([term, weight]) => [term, weight * lexicalIndex.inverseDocumentFrequency(term)] as const,
  );
  const all = terms.reduce((sum, [, information]) => sum + information, 0) || 1;
  for (const [term, information] of terms) {
    const scores = lexicalIndex.scores(new Map([[term, 1]]));
    for (let at = 0; at < share.length; at++) if (scores[at]! > 0) share[at]! += information / all;
  }
  return share;
}

/**
 * Positions, ascending, of every passage that really deals with a matter: it carries most of the matter's information,
 * or part of it and is among the nearest in meaning. All passages are looked at, so that the first one is the first.
 *
 * @param vector of the matter
 */
export function positionsAbout(
  library: Library,
  matter: string,
  vector: Float32Array,
  allowed: readonly number[] | undefined,
): number[] {
  const { ranking } = library;
  const coverage = matterCoverage(library, matter);
  const positions = allowed ?? [...coverage.keys()];
  const covered = positions.filter((at) => coverage[at]! >= COVERED);
  const nearest = ranking.rank({
    text: matter,
    vector,
    mode: "semantic",
    limit: NEAR.looked,
    allowed,
  });
  const least = Math.max(NEAR.least, (nearest[0]?.dense ?? 0) - NEAR.behind);
  const words = covered.length > 0 ? PARTLY_COVERED : 0;
  const near = nearest.flatMap(({ position, dense }) =>
    dense >= least && coverage[position]! >= words ? [position] : [],
  );
  return [...new Set([...covered, ...near])].toSorted((a, b) => a - b);
}
