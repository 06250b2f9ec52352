import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Ranked } from "../../src/retrieval/ranking.ts";
import { rerank, type Judge } from "../../src/retrieval/rerank.ts";

const rankings = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 90 })
  .map((scores) =>
    scores
      .toSorted((a, b) => b - a)
      .map((score, position): Ranked => ({ position, score, lexical: score, dense: score })),
  );
const odds = fc.array(fc.integer({ min: -12, max: 12 }), { minLength: 90, maxLength: 90 });
const pageOf = (all: readonly Ranked[]) => (offset: number, limit: number) =>
  all.slice(offset, offset + limit);

/** Judges each text that it reads as `odds` has it. */
function judgeBy(judged: readonly number[], read: number[] = []): Judge {
  return (positions, most) => {
    read.push(...positions.slice(0, most));
    const known = new Set(read);
    return Promise.resolve((position) =>
      known.has(position) ? [{ sentence: judged[position]!, whole: judged[position]! }] : [],
    );
  };
}

describe("a ranking that was read", () => {
  it("has the same passages on pages of any size, once each, best first", async () => {
    await fc.assert(
      fc.asyncProperty(rankings, odds, fc.integer({ min: 1, max: 40 }), async (all, by, size) => {
        const page = await rerank(pageOf(all), judgeBy(by));
        const whole = page(0, all.length);
        const parts = all.flatMap((_, i) => page(i * size, size));
        expect(parts).toEqual(whole);
        const positions = whole.map(({ position }) => position);
        expect(positions.toSorted((a, b) => a - b)).toEqual(all.map(({ position }) => position));
        const scores = whole.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
      }),
    );
  });

  it("has of two equally good ones first what the reader thinks likelier, and keeps the order of what it did not read", async () => {
    await fc.assert(
      fc.asyncProperty(rankings, odds, async (all, by) => {
        const read: number[] = [];
        const whole = (await rerank(pageOf(all), judgeBy(by, read)))(0, all.length);
        const place = new Map(whole.map(({ position }, at) => [position, at]));
        const unread = all.filter(({ position }) => !read.includes(position));
        const places = unread.map(({ position }) => place.get(position)!);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        const isBetter = (a: number, b: number) =>
          all[a]!.score >= all[b]!.score && by[a]! > by[b]! && by[a]! > -6 && by[b]! < 6;
        const pairs = read.flatMap((a) => read.filter((b) => isBetter(a, b)).map((b) => [a, b]));
        for (const [a, b] of pairs) expect(place.get(a!)!).toBeLessThan(place.get(b!)!);
      }),
    );
  });

  it("reads the first texts: few where one has the query's words, more where none has", async () => {
    const readFor = async (lexical: number) => {
      const read: number[] = [];
      const all = Array.from({ length: 50 }, (_, position) => ({
        position,
        score: 1 - position / 50,
        lexical,
        dense: 0,
      }));
      await rerank(pageOf(all), judgeBy(Array.from<number>({ length: 50 }).fill(0), read));
      expect(read).toEqual(read.map((_, i) => i));
      return read.length;
    };
    expect(await readFor(0.9)).toBeLessThan(await readFor(0.2));
    expect(await readFor(0.2)).toBeLessThan(await readFor(0));
  });
});
