import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLexicalIndex } from "../../src/retrieval/bm25.ts";

const TERMS = ["gang", "knife", "school", "foster", "care"];
const row = fc.array(fc.constantFrom(...TERMS), { maxLength: 12 }).map((terms) => ({
  counts: new Map(terms.map((term) => [term, terms.filter((other) => other === term).length])),
  length: terms.length,
}));
const query = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...TERMS, "absent"), fc.constantFrom(1, 0.8, 0.4)), {
    selector: ([term]) => term,
  })
  .map((pairs) => new Map(pairs));

type Row = { counts: ReadonlyMap<string, number>; length: number };

/** The formula as Robertson and Zaragoza print it, with k1 = 1.2 and b = 0.75, a row at a time. */
function oracle(rows: readonly Row[], asked: ReadonlyMap<string, number>): number[] {
  const mean = rows.reduce((sum, { length }) => sum + length, 0) / rows.length || 1;
  return rows.map(({ counts, length }) => {
    let score = 0;
    for (const [term, weight] of asked) {
      const n = rows.filter((other) => other.counts.has(term)).length;
      const idf = Math.log(1 + (rows.length - n + 0.5) / (n + 0.5));
      const count = counts.get(term) ?? 0;
      score += (weight * idf * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / mean));
    }
    return score;
  });
}

describe("BM25", () => {
  it("scores as the printed formula does", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 15 }), query, (rows, asked) => {
        const scores = buildLexicalIndex(rows).scores(asked);
        expect(scores).toHaveLength(rows.length);
        oracle(rows, asked).forEach((score, i) => expect(scores[i]).toBeCloseTo(score, 4));
      }),
    );
  });

  it("knows its terms and how rare they are", () => {
    const index = buildLexicalIndex([
      { counts: new Map([["gang", 2]]), length: 2 },
      {
        counts: new Map([
          ["gang", 1],
          ["care", 1],
        ]),
        length: 2,
      },
    ]);
    expect([...index.vocabulary()].toSorted()).toEqual(["care", "gang"]);
    expect(index.documentFrequency("gang")).toBe(2);
    expect(index.documentFrequency("absent")).toBe(0);
    expect(index.inverseDocumentFrequency("care")).toBeGreaterThan(
      index.inverseDocumentFrequency("gang"),
    );
  });

  it("is not troubled by nothing", () => {
    expect(buildLexicalIndex([]).scores(new Map([["gang", 1]]))).toHaveLength(0);
  });
});
