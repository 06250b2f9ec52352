import { expect, it } from "vitest";
import { rounded } from "../../src/evaluation/measure.ts";
import { changes, measureText, merged } from "../../src/evaluation/results.ts";
import { table } from "../../src/evaluation/table.ts";

const results = (model: string, set: string, value: number) => ({
  model,
  sets: { [set]: { score: { value, n: 1 } } },
});

it("keeps the sets that were not measured again, unless the model is another", () => {
  const both = merged(results("m", "b", 1), results("m", "a", 2));
  expect(Object.keys(both.sets)).toEqual(["a", "b"]);
  expect(Object.keys(merged(results("old", "b", 1), results("m", "a", 2)).sets)).toEqual(["a"]);
});

it("lists what changed in the sets measured before and now, and nothing else", () => {
  const before = merged(results("m", "a", 1), results("m", "b", 1));
  expect(changes(before, results("m", "a", 2))).toEqual([
    { set: "a", name: "score", before: 1, after: 2, beyond: false },
  ]);
  expect(changes(before, results("m", "a", 1))).toEqual([]);
  expect(changes(undefined, results("m", "a", 1))).toEqual([]);
});

it("tells what moved beyond the interval that it had", () => {
  const had = { model: "m", sets: { a: { score: { value: 0.5, low: 0.4, high: 0.6, n: 9 } } } };
  const beyond = (value: number) => changes(had, results("m", "a", value))[0]?.beyond;
  expect([beyond(0.61), beyond(0.39), beyond(0.6)]).toEqual([true, true, false]);
});

it("rounds to four digits and drops what had no case", () => {
  expect(
    rounded({ a: { value: 1 / 3, low: 0.1, high: 0.55556, n: 3 }, b: { value: Number.NaN, n: 0 } }),
  ).toEqual({ a: { value: 0.3333, low: 0.1, high: 0.5556, n: 3 } });
});

it("prints an aligned Markdown table", () => {
  expect(measureText({ value: 0.5, low: 0.41, high: 0.62, n: 9 })).toBe("0.500 (0.41 to 0.62)");
  expect(
    table([
      ["set", "n"],
      ["long name", "1"],
    ]),
  ).toBe("| set       | n   |\n| --------- | --- |\n| long name | 1   |");
});
