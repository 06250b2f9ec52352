import { expect, it } from "vitest";
import { percentile, timing } from "../../src/evaluation/timings.ts";

it("takes percentiles by nearest rank, whatever the order", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(timing(hundred)).toEqual({ runs: 100, median: 50, p95: 95 });
  expect(percentile([7], 0.95)).toBe(7);
  expect(percentile([3, 1, 2], 0)).toBe(1);
  expect(percentile([], 0.5)).toBeNaN();
});
