import fc from "fast-check";
import { expect, it } from "vitest";
import { batchesByLength } from "../../src/adapters/token-batches.ts";

it("puts every text in one batch within the limits, shortest first", () => {
  const someLengths = fc.array(fc.integer({ min: 2, max: 600 }), { maxLength: 80 });
  fc.assert(
    fc.property(someLengths, (lengths) => {
      const batches = batchesByLength(lengths, { budget: 512, alone: 8 });
      const sizes = batches.flat().map((position) => lengths[position]!);
      expect(batches.flat().toSorted((a, b) => a - b)).toEqual([...lengths.keys()]);
      expect(sizes).toEqual(lengths.toSorted((a, b) => a - b));
      for (const batch of batches.filter(({ length }) => length > 1)) {
        const own = batch.map((position) => lengths[position]!);
        expect(Math.max(...own) * batch.length).toBeLessThanOrEqual(512);
        expect(Math.min(...own)).toBeGreaterThan(8);
      }
    }),
  );
});

it("fills a batch before it starts the next", () => {
  expect(batchesByLength([100, 100, 100, 100, 100, 100], { budget: 512, alone: 8 })).toEqual([
    [0, 1, 2, 3, 4],
    [5],
  ]);
  expect(batchesByLength([3, 20, 8, 20], { budget: 512, alone: 8 })).toEqual([[0], [2], [1, 3]]);
  expect(batchesByLength([], { budget: 512, alone: 8 })).toEqual([]);
});
