import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { corrections, editDistance } from "../../src/retrieval/spelling.ts";

/** The definition of optimal string alignment, from the ends of both words. */
function oracle(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const ways = [oracle(x, b) + 1, oracle(a, y) + 1, oracle(x, y) + (a.at(-1) === b.at(-1) ? 0 : 1)];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    ways.push(oracle(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...ways);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

describe("spelling", () => {
  it("measures as the recursive definition does, as far as it must", () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 7 }), (a, b, most) => {
        expect(Math.min(editDistance(a, b, most), most + 1)).toBe(Math.min(oracle(a, b), most + 1));
      }),
      { numRuns: 200 },
    );
  });

  it("corrects to the nearest words of the vocabulary", () => {
    const vocabulary = ["knife", "safeguard", "foster", "fosters", "11766x", "chair"];
    expect(corrections("knive", vocabulary)).toEqual(["knife"]);
    expect(corrections("safegaurd", vocabulary)).toEqual(["safeguard"]);
    expect(corrections("saefgaurd", vocabulary)).toEqual(["safeguard"]);
    expect(corrections("fostre", vocabulary)).toEqual(["foster"]);
    expect(corrections("hair", vocabulary)).toEqual([]);
    expect(corrections("11765x", vocabulary)).toEqual([]);
    expect(corrections("sponge", vocabulary)).toEqual([]);
  });
});
