import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SearchMode } from "../../src/retrieval/model.ts";
import { buildRanking, dot } from "../../src/retrieval/ranking.ts";
import { unitVector } from "../fixtures/indexed-documents.ts";

const WORDS = ["gangs", "knives", "schools", "fostering", "carers", "police", "budget"];
const passage = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 })
  .map((words) => words.join(" "));
const passages = fc.array(passage, { minLength: 1, maxLength: 25 });
const mode = fc.constantFrom<SearchMode>("hybrid", "semantic", "keyword");

/** Eight texts in a row are one agenda item. */
const itemOf = (position: number) => `${Math.floor(position / 8)}`;

/** A ranking over texts with vectors made of the texts; the nearest are found by looking at all. */
function rankingOf(texts: readonly string[]) {
  const vectors = texts.map(unitVector);
  const sentences = texts.map((text) => [unitVector(text), unitVector(`${text}.`)]);
  const search = (query: Float32Array, k: number) =>
    vectors
      .map((vector, label) => ({ label, similarity: dot(query, vector) }))
      .toSorted((a, b) => b.similarity - a.similarity)
      .slice(0, k);
  const ranking = buildRanking(
    texts.map((text) => ({ text, leadIn: "", context: "Toytown" })),
    {
      nearest: { size: texts.length, search },
      passage: (i) => vectors[i]!,
      sentences: (i) => sentences[i]!,
      itemOf,
    },
  );
  const dense = (vector: Float32Array, i: number) =>
    (dot(vector, vectors[i]!) + Math.max(...sentences[i]!.map((one) => dot(vector, one)))) / 2;
  return { ranking, dense };
}

type ByHand = {
  texts: readonly string[];
  query: string;
  by: SearchMode;
} & ReturnType<typeof rankingOf>;

/** All that matches, best first, by looking at every text: the best hundred of each kind are scored by both. */
function matchesByHand({ texts, query, by, ranking, dense }: ByHand) {
  const vector = unitVector(query);
  const terms = ranking.queryTerms(query);
  const { lexicalIndex } = ranking;
  const scores = lexicalIndex.scores(terms);
  let most = 0;
  for (const term of terms.keys()) most += 2.2 * lexicalIndex.inverseDocumentFrequency(term);
  const all = texts.map((_, position) => {
    const words = by === "semantic" ? 0 : scores[position]! / most;
    return { position, words, whole: dot(vector, unitVector(texts[position]!)) };
  });
  const byWords = all.filter(({ words }) => words > 0).toSorted((a, b) => b.words - a.words);
  const nearest = by === "keyword" ? [] : all.toSorted((a, b) => b.whole - a.whole).slice(0, 100);
  const scored = new Set([...byWords.slice(0, 100), ...nearest]);
  const own = [...new Set([...byWords, ...nearest])].map((one) => {
    const meaning = scored.has(one) ? dense(vector, one.position) : 0;
    const score = { keyword: one.words, semantic: meaning, hybrid: (one.words + meaning) / 2 };
    return { position: one.position, score: score[by], isScored: scored.has(one) };
  });
  /** Two parts of ten of the best of its item within five; what is not scored by both has only itself. */
  const withNearBy = ({ position, score, isScored }: (typeof own)[number]) => {
    const near = own.filter(
      (one) =>
        one.isScored &&
        itemOf(one.position) === itemOf(position) &&
        Math.abs(one.position - position) <= 5,
    );
    return isScored ? (score + 0.2 * Math.max(...near.map((one) => one.score))) / 1.2 : score;
  };
  return own
    .map((one) => ({
      position: one.position,
      score: by === "hybrid" ? withNearBy(one) : one.score,
    }))
    .toSorted((a, b) => b.score - a.score || a.position - b.position);
}

describe("the ranking", () => {
  it("gives only what is allowed, each once, best first, no more than asked for", () => {
    fc.assert(
      fc.property(
        passages,
        passage,
        mode,
        fc.record({
          limit: fc.integer({ min: 1, max: 30 }),
          coins: fc.infiniteStream(fc.boolean()),
        }),
        (texts, query, by, { limit, coins }) => {
          const allowed = texts.flatMap((_, i) => (coins.next().value ? [i] : []));
          const { ranking } = rankingOf(texts);
          const ranked = ranking.rank({
            text: query,
            vector: unitVector(query),
            mode: by,
            limit,
            allowed,
          });
          const positions = ranked.map(({ position }) => position);
          expect(ranked.length).toBeLessThanOrEqual(limit);
          expect(new Set(positions).size).toBe(positions.length);
          for (const position of positions) expect(allowed).toContain(position);
          const scores = ranked.map(({ score }) => score);
          expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        },
      ),
    );
  });

  it("ranks by meaning as a look at every passage does", () => {
    fc.assert(
      fc.property(passages, passage, (texts, query) => {
        const { ranking, dense } = rankingOf(texts);
        const vector = unitVector(query);
        const ranked = ranking.rank({ text: query, vector, mode: "semantic", limit: 100 });
        expect(ranked.map(({ score }) => score)).toEqual(
          texts.map((_, i) => dense(vector, i)).toSorted((a, b) => b - a),
        );
      }),
    );
  });

  it("prefers, of two texts alike, the one that stands near a better one in its item", () => {
    const lone = ["budget", "knives", "schools", "police", "budget", "schools", "police", "budget"];
    const { ranking } = rankingOf([...lone, "knives", "gangs and knives", "schools"]);
    const text = "gangs and knives";
    const order = (by: SearchMode) => {
      const ranked = ranking.rank({ text, vector: unitVector(text), limit: 20, mode: by });
      return ranked.map(({ position }) => position).filter((at) => [1, 8].includes(at));
    };
    expect(order("semantic")).toEqual([1, 8]);
    expect(order("hybrid")).toEqual([8, 1]);
  });

  it("ranks by words only what has one of them", () => {
    fc.assert(
      fc.property(passages, passage, (texts, query) => {
        const { ranking } = rankingOf(texts);
        const ranked = ranking.rank({
          text: query,
          vector: new Float32Array(),
          mode: "keyword",
          limit: 100,
        });
        const asked = query.split(" ");
        const having = texts.flatMap((text, i) =>
          text.split(" ").some((word) => asked.includes(word)) ? [i] : [],
        );
        expect(ranked.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual(having);
      }),
    );
  });

  it("gives the same beginning whatever is asked for", () => {
    fc.assert(
      fc.property(
        passages,
        passage,
        mode,
        fc.integer({ min: 1, max: 24 }),
        (texts, query, by, few) => {
          const { ranking } = rankingOf(texts);
          const request = { text: query, vector: unitVector(query), mode: by };
          const all = ranking.rank({ ...request, limit: 100 });
          expect(ranking.rank({ ...request, limit: few })).toEqual(all.slice(0, few));
        },
      ),
    );
  });

  it("gives all that matches in pages that neither overlap nor leave out, whatever their size", () => {
    const many = fc.array(passage, { minLength: 90, maxLength: 250 });
    const size = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(many, passage, mode, size, (texts, query, by, step) => {
        const { ranking, dense } = rankingOf(texts);
        const vector = unitVector(query);
        const { positions, page } = ranking.match({ text: query, vector, mode: by });
        const expected = matchesByHand({ texts, query, by, ranking, dense });
        expect(positions.toSorted((a, b) => a - b)).toEqual(
          expected.map(({ position }) => position).toSorted((a, b) => a - b),
        );
        const pages = [];
        for (let offset = 0; offset < positions.length; offset += step)
          pages.push(...page(offset, step));
        expect(pages.map(({ position }) => position)).toEqual(
          expected.map(({ position }) => position),
        );
        pages.forEach(({ score }, i) => expect(score).toBeCloseTo(expected[i]!.score, 5));
        expect(page(positions.length, step)).toEqual([]);
        const first = ranking.rank({ text: query, vector, mode: by, limit: 30 });
        expect(first).toEqual(page(0, 30));
      }),
      { numRuns: 60 },
    );
  });

  it("counts a word that is spelt right in full, whatever slip stands beside it", () => {
    const { ranking } = rankingOf(["schools and knives", "police"]);
    const terms = ranking.queryTerms("schools schoosl");
    expect([...terms]).toEqual([["school", 1]]);
  });
});
