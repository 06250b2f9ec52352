import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { readingTexts } from "../../src/retrieval/reading-texts.ts";
import { openLibrary, type OpenLibrary } from "../../src/library.ts";
import type { Corpus } from "../../src/retrieval/corpus.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "../fixtures/minutes-folder.ts";

const minutes = minutesFolder();
let embedder: Embedder;
let open: OpenLibrary;
let corpus: Corpus;
beforeAll(async () => {
  embedder = await openEmbedder(bundledModel);
  await minutes.run({ folders: ["seeds"] });
  open = openLibrary({ indexDir: minutes.indexDir, embedder, onWarning: console.error });
  corpus = open.library.corpus;
}, 60_000);
afterAll(async () => {
  open.close();
  await embedder.close();
  minutes.remove();
});

const everywhere = () => [...corpus.passages.keys()];
const itemOf = (position: number) =>
  `${corpus.passages[position]!.documentId} ${corpus.passages[position]!.item}`;

describe("texts to be read", () => {
  it("hold every passage that is asked for, its sentences word for word, in the order of one item", () => {
    const texts = readingTexts(corpus, everywhere().toReversed(), Infinity);
    for (const { sentences } of texts) {
      const positions = [...new Set(sentences.map(({ position }) => position))];
      expect(positions).toEqual(positions.toSorted((a, b) => a - b));
      expect(new Set(positions.map(itemOf)).size).toBe(1);
      for (const { position, index, text } of sentences) {
        const { documentId, sentences: own } = corpus.passages[position]!;
        const { start, end } = own[index]!;
        expect(open.library.store.documentText(documentId).slice(start, end)).toBe(text);
      }
    }
    const read = new Set(texts.flatMap(({ sentences }) => sentences.map((one) => one.position)));
    expect([...read].toSorted((a, b) => a - b)).toEqual(everywhere());
  });

  it("begin with the first passages, with what stands around them, and stop at the most", () => {
    const position = 10;
    const [first, ...others] = readingTexts(corpus, [position, position], 5);
    expect(others).toEqual([]);
    const read = first!.sentences.map((one) => one.position);
    expect(read).toContain(position);
    expect(new Set(read).size).toBeGreaterThan(1);
    expect(readingTexts(corpus, everywhere(), 3)).toHaveLength(3);
  });

  it("are no longer than their passage, or than a few hundred words", () => {
    for (const { sentences } of readingTexts(corpus, everywhere(), Infinity)) {
      const length = sentences.reduce((sum, { text }) => sum + text.length, 0);
      const single = new Set(sentences.map(({ position }) => position)).size === 1;
      expect(single || length <= 900).toBe(true);
    }
  });
});
