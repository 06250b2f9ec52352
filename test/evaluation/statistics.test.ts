import { describe, expect, it } from "vitest";
import { auroc, estimate, interval, mean, shareInterval } from "../../src/evaluation/statistics.ts";

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
    const { mean: middle, low, high, n } = estimate(coin);
    expect(middle).toBe(0.5);
    expect(n).toBe(100);
    expect(low).toBeCloseTo(0.5 - 0.098, 1);
    expect(high).toBeCloseTo(0.5 + 0.098, 1);
    expect(high - low).toBeGreaterThan(0.15);
  });

  it("closes on values that are all alike", () => {
    expect(estimate([0.25, 0.25, 0.25])).toEqual({ mean: 0.25, low: 0.25, high: 0.25, n: 3 });
  });
});

describe("the interval of any statistic", () => {
  it("agrees with that of a mean", () => {
    const values = Array.from({ length: 60 }, (_, i) => i % 3);
    const { low, high } = interval([values], mean);
    expect(low).toBeCloseTo(estimate(values).low, 1);
    expect(high).toBeCloseTo(estimate(values).high, 1);
  });

  it("draws within each stratum, so that none is ever empty", () => {
    const smallest = (cases: readonly number[]) => Math.min(...cases);
    expect(interval([[1], Array.from({ length: 50 }, () => 5)], smallest)).toEqual({
      low: 1,
      high: 1,
    });
  });
});

it("gives a share an interval that stays open when all cases agree", () => {
  expect(shareInterval(2, 2).high).toBe(1);
  expect(shareInterval(2, 2).low).toBeCloseTo(0.342, 3);
  expect(shareInterval(0, 10).low).toBe(0);
  expect(shareInterval(50, 100).low).toBeCloseTo(0.404, 3);
});
