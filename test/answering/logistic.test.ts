import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { probability } from "../../src/answering/logistic.ts";
import { fitLogistic } from "../../src/evaluation/fit-logistic.ts";

const number = fc.double({ min: -5, max: 5, noNaN: true });
const cases = fc.array(
  fc.record({ features: fc.record({ a: number, b: number }), label: fc.boolean() }),
  { minLength: 4, maxLength: 40 },
);

describe("a fitted logistic regression", () => {
  it("stands where the penalised likelihood is flat", () => {
    fc.assert(
      fc.property(
        cases.filter((list) => new Set(list.map(({ label }) => label)).size === 2),
        (list) => {
          const model = fitLogistic(list, 1);
          const errors = list.map(
            ({ features, label }) => Number(label) - probability(model, features),
          );
          expect(errors.reduce((sum, error) => sum + error, 0)).toBeCloseTo(0, 4);
          for (const { name, mean, scale, weight } of model.features) {
            const slope = list.reduce(
              (sum, { features }, i) =>
                sum + (errors[i]! * (features[name as "a" | "b"] - mean)) / scale,
              0,
            );
            expect(slope).toBeCloseTo(weight, 4);
          }
        },
      ),
    );
  });

  it("takes a feature that never changes, and tells cases apart by the others", () => {
    const list = [0, 1, 2, 3, 4, 5].map((a) => ({ features: { a, same: 7 }, label: a > 2 }));
    const model = fitLogistic(list, 0.1);
    expect(model.features.find(({ name }) => name === "same")!.weight).toBeCloseTo(0, 9);
    for (const { features, label } of list) expect(probability(model, features) > 0.5).toBe(label);
  });

  it("takes a case that weighs two as two cases", () => {
    const one = (a: number, label: boolean, weight?: number) => ({
      features: { a },
      label,
      ...(weight !== undefined && { weight }),
    });
    // The same mean and spread in both lists, so that only the weight differs.
    const weighted = fitLogistic(
      [one(-1, false, 2), one(1, true, 2), one(-1, true), one(1, false)],
      1,
    );
    const repeated = fitLogistic(
      [one(-1, false), one(-1, false), one(1, true), one(1, true), one(-1, true), one(1, false)],
      1,
    );
    expect(probability(weighted, { a: 1 })).toBeCloseTo(probability(repeated, { a: 1 }), 6);
    expect(probability(weighted, { a: 1 })).toBeGreaterThan(0.5);
  });

  it("names a feature that it is not given", () => {
    const model = { features: [{ name: "cosine", mean: 0, scale: 1, weight: 1 }], bias: 0 };
    expect(() => probability(model, { other: 1 })).toThrow('"cosine"');
  });
});
