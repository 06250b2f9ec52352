import fc from "fast-check";
import { expect, it } from "vitest";
import { countFacets } from "../../src/retrieval/facets.ts";
import type { Corpus } from "../../src/retrieval/corpus.ts";
import { corpusSlices } from "../../src/retrieval/corpus.ts";
import { atOnce } from "../../src/retrieval/slices.ts";
import { indexedDocument } from "../fixtures/indexed-documents.ts";
import { toyIndex } from "../fixtures/toy-index.ts";

const SPEAKERS = Array.from({ length: 150 }, (_, i) => `Speaker ${i}`);

/** A corpus of two documents whose passages have these speakers. */
function corpusOf(speakers: readonly (readonly string[])[]): Corpus {
  const index = toyIndex();
  const half = Math.ceil(speakers.length / 2);
  const documents = [speakers.slice(0, half), speakers.slice(half)].map((own, i) => {
    const document = indexedDocument(
      `${i}.txt`,
      own.map((_, at) => `Line ${i} ${at}.`),
    );
    own.forEach((names, at) => (document.passages[at]!.speakers = [...names]));
    return document;
  });
  index.write(documents);
  const { store, close } = index.open();
  const corpus = atOnce(corpusSlices(store));
  close();
  index.remove();
  return corpus;
}

it("counts every value, and gives the hundred most frequent", () => {
  const speakers = Array.from({ length: 40 }, (_, i) =>
    SPEAKERS.filter((_name, at) => (at * 7 + i * i) % 11 === 0),
  );
  const corpus = corpusOf(speakers);
  fc.assert(
    fc.property(fc.subarray([...speakers.keys()]), (positions) => {
      const { speaker, council, kind, outcome } = countFacets(corpus, positions);
      const all = SPEAKERS.map((value) => {
        const count = positions.filter((at) =>
          corpus.passages[at]!.speakers.includes(value),
        ).length;
        return { value, count };
      });
      const expected = all
        .filter(({ count }) => count > 0)
        .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value));
      expect(speaker).toEqual(expected.slice(0, 100));
      const whole = positions.length === 0 ? [] : [positions.length];
      expect(council.map(({ count }) => count)).toEqual(whole);
      expect(kind.map(({ count }) => count)).toEqual(whole);
      expect(outcome).toEqual([]);
    }),
  );
});
