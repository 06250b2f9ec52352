import { afterEach, beforeEach, expect, it } from "vitest";
import { embeddingTexts } from "../../src/retrieval/embedding-texts.ts";
import { cutDocument, embedDocuments } from "../../src/retrieval/index-document.ts";
import type { Embedder } from "../../src/retrieval/ports.ts";
import { indexedDocument, toyModel, unitVector } from "../fixtures/indexed-documents.ts";
import { toyIndex } from "../fixtures/toy-index.ts";

let index: ReturnType<typeof toyIndex>;
beforeEach(() => void (index = toyIndex()));
afterEach(() => index.remove());

const RESOLUTION = "That the press and public be excluded from the meeting.";
const first = indexedDocument("a.txt", ["Gangs were discussed.", RESOLUTION]);

/** An embedder that keeps what it was asked. */
function listening(): Embedder & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    description: toyModel,
    countTokens: (text) => text.split(/\s+/).length + 2,
    embed: async (texts) => {
      asked.push(...texts);
      return texts.map(unitVector);
    },
    close: async () => {},
  };
}

it("finds the vectors of texts that are stored, by the text alone", () => {
  index.write([first]);
  const { passage, sentences } = embeddingTexts(first.document, first.passages[1]!);
  index.withWriter(({ known }) => {
    expect(known.ofPassage(passage)).toEqual(first.vectors[1]!.passage);
    const [sentence] = first.vectors[1]!.sentences;
    known
      .ofSentence(sentences[0]!)!
      .forEach((x, i) => expect(Math.abs(x - sentence![i]!)).toBeLessThanOrEqual(1 / 254 + 1e-6));
    expect(known.ofPassage(sentences[0]!)).toBeUndefined();
    expect(known.ofSentence(passage)).toBeUndefined();
  });
});

it("forgets them with their document", () => {
  index.write([first]);
  index.withWriter(({ known, removeDocument }) => {
    removeDocument("a.txt");
    expect(known.ofSentence(RESOLUTION)).toBeUndefined();
  });
});

it("has every text embedded once: in a window, and over ingestions", async () => {
  const embedder = listening();
  const text = `Gangs\n\nGangs were discussed.\n\n${RESOLUTION}\n`;
  const cut = ["a.txt", "b.txt"].map((source) =>
    cutDocument({ ...first.document, text, id: source, source }, embedder),
  );
  const none = { ofPassage: () => undefined, ofSentence: () => undefined };
  const { indexed } = await embedDocuments(cut, embedder, none);
  expect(new Set(embedder.asked).size).toBe(embedder.asked.length);
  expect(indexed[0]!.vectors).toEqual(indexed[1]!.vectors);
  index.write([indexed[0]!]);
  embedder.asked.length = 0;
  const longer = {
    ...first.document,
    id: "c",
    source: "c.txt",
    text: `${text}\nNothing like this was said.\n`,
  };
  let again: typeof indexed = [];
  await index.withWriterAsync(async ({ known }) => {
    ({ indexed: again } = await embedDocuments(
      [cut[1]!, cutDocument(longer, embedder)],
      embedder,
      known,
    ));
  });
  expect(again[0]!.vectors.map(({ passage }) => passage)).toEqual(
    indexed[0]!.vectors.map(({ passage }) => passage),
  );
  expect(embedder.asked.every((asked) => asked.includes("Nothing like"))).toBe(true);
  expect(embedder.asked).not.toEqual([]);
});
