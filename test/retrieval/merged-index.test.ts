import fc from "fast-check";
import { expect, it } from "vitest";
import { buildLexicalIndex } from "../../src/retrieval/bm25.ts";
import { mergedSlices } from "../../src/retrieval/merged-index.ts";
import { atOnce } from "../../src/retrieval/slices.ts";

const TERMS = ["gang", "knife", "school", "foster", "care"];
const row = fc.array(fc.constantFrom(...TERMS), { maxLength: 8 }).map((terms) => ({
  counts: new Map(terms.map((term) => [term, terms.filter((other) => other === term).length])),
  length: terms.length,
}));
/** Where a row of the merged index comes from; "gone" are rows of the old one that it lacks. */
const origin = fc.constantFrom("old", "gone", "new");

it("an index over rows of others is the one that is built of them", () => {
  const rows = fc.array(fc.tuple(row, origin), { maxLength: 20 });
  fc.assert(
    fc.property(rows, fc.shuffledSubarray(TERMS, { minLength: 1 }), (all, asked) => {
      const staying = all.filter(([, from]) => from !== "gone");
      const part = (...wanted: string[]) => {
        const own = all.filter(([, from]) => wanted.includes(from));
        const to = Int32Array.from(own, (one) => staying.indexOf(one));
        return { index: buildLexicalIndex(own.map(([counts]) => counts)), to };
      };
      const merged = atOnce(mergedSlices([part("old", "gone"), part("new")], staying.length));
      const built = buildLexicalIndex(staying.map(([counts]) => counts));
      expect(merged.size).toBe(built.size);
      expect(new Set(merged.vocabulary())).toEqual(new Set(built.vocabulary()));
      for (const term of TERMS)
        expect(merged.documentFrequency(term)).toBe(built.documentFrequency(term));
      const query = new Map(asked.map((term) => [term, 1]));
      expect(merged.scores(query)).toEqual(built.scores(query));
    }),
  );
});
