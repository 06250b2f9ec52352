import { describe, expect, it } from "vitest";
import {
  byGroup,
  crossValidate,
  inHalves,
  inSample,
  type Split,
} from "../../src/evaluation/folds.ts";

const tried = (splits: readonly Split[]) =>
  splits.flatMap(({ test }) => test).toSorted((a, b) => a - b);
const seen = ({ training, test }: Split) => test.filter((i) => training.includes(i));

describe.each([
  ["ten parts", byGroup(Array.from({ length: 23 }, (_, i) => [String(i % 10)]))],
  ["halves", inHalves(23)],
  ["groups", byGroup(Array.from({ length: 23 }, (_, i) => [`${i % 4}`]))],
])("%s", (_, splits) => {
  it("try every case once, by a model that has not seen it", () => {
    expect(tried(splits)).toEqual(Array.from({ length: 23 }, (__, i) => i));
    expect(splits.flatMap(seen)).toEqual([]);
  });
});

it("halves are halves", () => {
  const [one, other] = inHalves(9);
  expect([one?.test.length, other?.test.length]).toEqual([5, 4]);
});

describe("groups", () => {
  const splits = byGroup([["a"], ["b", "a"], ["b"], [], ["a"]]);

  it("hold out all cases of a group together", () => {
    expect(splits.map(({ test }) => test)).toEqual([
      [0, 4],
      [1, 2, 3],
    ]);
  });

  it("keep a case of two groups from training a model of either", () => {
    expect(splits.map(({ training }) => training)).toEqual([
      [2, 3],
      [0, 4],
    ]);
  });
});

describe("cross-validation", () => {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const miss = (model: number, one: number) => one - model;

  it("gives what models say of cases they were not fitted on, in the order of the cases", () => {
    expect(crossValidate([1, 2, 6], byGroup([["a"], ["b"], ["c"]]), mean, miss)).toEqual([
      -3, -1.5, 4.5,
    ]);
  });

  it("gives the fit itself in sample", () => {
    expect(crossValidate([1, 2, 6], inSample(3), mean, miss)).toEqual([-2, -1, 3]);
  });
});
