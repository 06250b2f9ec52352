import { describe, expect, it } from "vitest";
import { auroc, estimate } from "../../src/evaluation/statistics.ts";

describe("AUROC", () => {
  it("is 1 when all positives score higher, 0 the other way round, half for ties", () => {
    expect(auroc([0.9, 0.8], [0.1, 0.2])).toBe(1);
    expect(auroc([0.1], [0.2, 0.3])).toBe(0);
    expect(auroc([0.5, 0.5], [0.5])).toBe(0.5);
  });

  it("counts the pairs in the right order", () => {
    expect(auroc([3, 1], [2, 0])).toBe(0.75);
  });

  it("is not a number when one side is empty", () => {
    expect(auroc([], [1])).toBeNaN();
    expect(auroc([1], [])).toBeNaN();
  });
});

describe("the bootstrap interval", () => {
  const coin = Array.from({ length: 100 }, (_, index) => index % 2);

  it("is the same every time", () => {
    expect(estimate(coin)).toEqual(estimate([...coin]));
  });

  it("is about as wide as theory says: 1.96 standard errors each way", () => {
    const { mean, low, high, n } = estimate(coin);
    expect(mean).toBe(0.5);
    expect(n).toBe(100);
    expect(low).toBeCloseTo(0.5 - 0.098, 1);
    expect(high).toBeCloseTo(0.5 + 0.098, 1);
    expect(high - low).toBeGreaterThan(0.15);
  });

  it("closes on values that are all alike", () => {
    expect(estimate([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25, n: 3 });
  });
});
