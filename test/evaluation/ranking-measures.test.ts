import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  briefMeasures,
  documentsRanked,
  measuresByType,
  retrievalMeasures,
} from "../../src/evaluation/score-retrieval.ts";
import { hitAt, ndcgAt, recallAt, reciprocalRank } from "../../src/evaluation/ranking-measures.ts";

const gains = new Map([
  ["a", 2],
  ["b", 1],
  ["c", 1],
]);

describe("nDCG", () => {
  it("is 1 for the ideal order and 0 for nothing relevant", () => {
    expect(ndcgAt(10, ["a", "b", "c", "x"], gains)).toBe(1);
    expect(ndcgAt(10, ["x", "y"], gains)).toBe(0);
    expect(ndcgAt(10, ["x"], new Map())).toBe(0);
  });

  it("takes the gain linearly, over log2 of the rank plus one", () => {
    const reached = 1 + 2 / Math.log2(4);
    const ideal = 2 + 1 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcgAt(10, ["b", "x", "a"], gains)).toBeCloseTo(reached / ideal, 12);
  });

  it("cuts the ideal at k too, over everything judged", () => {
    expect(ndcgAt(1, ["a"], gains)).toBe(1);
    expect(ndcgAt(1, ["b"], gains)).toBe(0.5);
    expect(ndcgAt(2, ["a"], gains)).toBeCloseTo(2 / (2 + 1 / Math.log2(3)), 12);
  });

  it("never falls when a better passage is put before a worse one", () => {
    const orders = fc.shuffledSubarray(["a", "b", "c", "x", "y"], { minLength: 5 });
    fc.assert(
      fc.property(orders, fc.integer({ min: 0, max: 3 }), (order, at) => {
        const [first = "", second = ""] = order.slice(at, at + 2);
        if ((gains.get(first) ?? 0) >= (gains.get(second) ?? 0)) return;
        const swapped = order.with(at, second).with(at + 1, first);
        expect(ndcgAt(5, swapped, gains)).toBeGreaterThan(ndcgAt(5, order, gains));
      }),
    );
  });
});

it("counts recall over everything relevant", () => {
  expect(recallAt(2, ["a", "x", "b"], gains)).toBeCloseTo(1 / 3);
  expect(recallAt(3, ["a", "x", "b"], gains)).toBeCloseTo(2 / 3);
  expect(recallAt(3, ["a"], new Map())).toBe(0);
});

it("counts a hit only from the gain asked for", () => {
  expect(hitAt(1, ["b", "a"], gains)).toBe(1);
  expect(hitAt(1, ["b", "a"], gains, 2)).toBe(0);
  expect(hitAt(2, ["b", "a"], gains, 2)).toBe(1);
});

it("takes the reciprocal of the first relevant rank", () => {
  expect(reciprocalRank(["x", "x", "c", "a"], gains)).toBeCloseTo(1 / 3);
  expect(reciprocalRank(["x"], gains)).toBe(0);
});

describe("the measures of a ranking", () => {
  const rows = [
    { id: "q1", ranking: ["a", "x", "b"], gains },
    { id: "q2", ranking: ["x", "c"], gains: new Map([["c", 1]]) },
  ];

  it("are recall at 1, 5 and 10, nDCG@10, a hit among five, and MRR", () => {
    const measures = retrievalMeasures("p,", rows, 2);
    const value = (name: string) => measures[`p, ${name}`]?.value;
    expect(value("recall@1")).toBeCloseTo((1 / 3 + 0) / 2);
    expect(value("recall@5")).toBeCloseTo((2 / 3 + 1) / 2);
    expect(value("recall@10")).toBeCloseTo((2 / 3 + 1) / 2);
    expect(value("MRR")).toBeCloseTo((1 + 1 / 2) / 2);
    expect(value("hit@5")).toBe(0.5);
    expect(value("nDCG@10")).toBe(briefMeasures("p,", rows)["p, nDCG@10"]?.value);
  });

  it("are given by type where there are types", () => {
    const types = measuresByType("p,", rows, (id) => (id === "q1" ? "fact" : "topic"));
    expect(types["p, topic questions, nDCG@10"]).toMatchObject({ n: 1, value: 1 / Math.log2(3) });
    expect(measuresByType("p,", rows, () => "fact")).toEqual({});
  });
});

it("ranks documents by their best passage", () => {
  expect(documentsRanked(["a#2", "b#0", "a#1"], (id) => id.split("#")[0]!)).toEqual(["a", "b"]);
});
