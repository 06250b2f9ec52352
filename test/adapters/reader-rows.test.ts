import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readerRow, readingOf } from "../../src/adapters/reader-rows.ts";

const [CLS, SEP] = [101, 102];
const pieces = (max: number) =>
  fc.array(fc.integer({ min: 1000, max: 30_000 }), { maxLength: max });
const row = (question: number[], context: number[], sentences: number[][]) =>
  readerRow({ question, context, sentences }, [CLS, SEP]);

describe("a question and a text, laid out for the reader", () => {
  it("stand as they were trained: question, context, sentences, each part closed", () => {
    expect(row([1, 2], [3], [[4, 5], [6]])).toEqual({
      ids: [CLS, 1, 2, SEP, 3, SEP, 4, 5, 6, SEP],
      kinds: [0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
      spans: [
        [6, 8],
        [8, 9],
      ],
    });
    expect(row([1], [], [[2]]).ids).toEqual([CLS, 1, SEP, 2, SEP]);
  });

  it("fit the model, and every sentence that has room is whole", () => {
    fc.assert(
      fc.property(
        pieces(200),
        pieces(200),
        fc.array(pieces(150), { maxLength: 12 }),
        (q, c, all) => {
          const { ids, kinds, spans } = row(q, c, all);
          expect(ids.length).toBeLessThanOrEqual(384);
          expect(kinds).toHaveLength(ids.length);
          expect(ids.at(-1)).toBe(SEP);
          for (const [i, [start, end]] of spans.entries())
            expect(ids.slice(start, end)).toEqual(all[i]);
          const next = all[spans.length]?.length ?? Infinity;
          expect(ids.length + next).toBeGreaterThan(384);
        },
      ),
    );
  });
});

describe("what the reader judged", () => {
  it("is the mean of a sentence's word pieces, and nothing where there was no room", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 90 }), { maxLength: 9 }),
        fc.integer({ min: 0, max: 3 }),
        (all, at) => {
          const own = row([7, 7], [7], all);
          const tokens = own.ids.length + 5;
          const data = Float32Array.from({ length: 4 * tokens * 2 }, (_, i) => Math.sin(i));
          const given = { data, tokens, dimensions: 2 };
          const { whole, sentences } = readingOf(given, at, own, all.length);
          const judged = (token: number) => data[(at * tokens + token) * 2]!;
          expect(whole).toBe(data[at * tokens * 2 + 1]);
          expect(sentences).toHaveLength(all.length);
          for (const [i, mean] of sentences.entries()) {
            const [start, end] = own.spans[i] ?? [0, 0];
            const values = Array.from({ length: end - start }, (_, j) => judged(start + j));
            const byHand = values.reduce((a, b) => a + b, 0) / values.length;
            expect(Object.is(mean ?? NaN, byHand) || Math.abs(mean! - byHand) < 1e-5).toBe(true);
          }
        },
      ),
    );
  });
});
