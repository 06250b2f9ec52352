import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hasIndex } from "../../src/adapters/index-layout.ts";
import { openIndexWriter } from "../../src/adapters/index-writer.ts";
import type { Passage } from "../../src/minutes/model.ts";
import type { IndexedDocument, PassageStore, StoredPassage } from "../../src/retrieval/ports.ts";
import { indexedDocument, originOf, toyModel } from "../fixtures/indexed-documents.ts";
import { gangs, roads, toyIndex } from "../fixtures/toy-index.ts";

let index: ReturnType<typeof toyIndex>;
beforeEach(() => void (index = toyIndex()));
afterEach(() => index.remove());

const allPassages = (store: PassageStore): StoredPassage[] =>
  store.documentIds().flatMap(store.passagesOf);

function withoutRow(passage: StoredPassage): Passage {
  const { row, ...rest } = passage;
  expect(row).toBeGreaterThan(0);
  return rest;
}

describe("an index folder", () => {
  it("gives back what was put in, in order of source and place", () => {
    const manifest = index.write([roads, gangs]);
    const content = index.content();
    expect(content.manifest).toEqual(manifest);
    expect(JSON.parse(readFileSync(join(index.dir, "manifest.json"), "utf8"))).toEqual(manifest);
    expect(content.passages.map((passage) => withoutRow(passage))).toEqual([
      ...gangs.passages,
      ...roads.passages,
    ]);
    expect(content.documents.map(({ source }) => source)).toEqual(["a.txt", "b.txt"]);
    expect(content.vectors[0]).toEqual([...gangs.vectors[0]!.passage]);
    content.passages.forEach(({ row }, i) => expect(content.nearest[i]![0]!.label).toBe(row));
    expect(content.nearest[0]).toHaveLength(4);
    expect(index.warnings).toEqual([]);
  });

  it("keeps sentence vectors within 1/254", () => {
    index.write([gangs]);
    const { store, close } = index.open();
    const row = allPassages(store)[0]!.row;
    const stored = store.sentenceVectors(row);
    const given = gangs.vectors[0]!.sentences;
    expect(stored).toHaveLength(given.length);
    stored.forEach((vector, i) =>
      vector.forEach((x, j) =>
        expect(Math.abs(x - given[i]![j]!)).toBeLessThanOrEqual(1 / 254 + 1e-6),
      ),
    );
    close();
  });

  it("finds phrases, folded, and takes no syntax from the words", () => {
    index.write([gangs, roads]);
    const { store, close } = index.open();
    const [first, second] = allPassages(store);
    expect(store.rowsWithPhrase(["GANG", "activity"])).toEqual([first!.row]);
    expect(store.rowsWithPhrase(["activity", "gang"])).toEqual([]);
    expect(store.rowsWithPhrase(["cafe"])).toEqual([second!.row]);
    expect(store.rowsWithPhrase(["was"])).toEqual([first!.row, second!.row]);
    expect(store.rowsWithPhrase(["was"], 1)).toEqual([first!.row]);
    for (const words of [[], [""], ['"'], ["gang OR roads"], ["NEAR(gang"], ["text:gang"], ["*"]]) {
      expect(store.rowsWithPhrase(words)).toEqual([]);
    }
    expect(store.rowsWithPhrase(["gang\0", '"activity"', "\ud800"])).toEqual([first!.row]);
    expect(store.rowsWithPhrase(Array(20_000).fill("gang"))).toEqual([]);
    close();
  });

  it("replaces a document whole and never uses a row again", () => {
    index.write([gangs, roads]);
    const before = index.content();
    const shorter = indexedDocument("a.txt", ["Nothing was said."]);
    index.write([shorter]);
    index.withWriter((writer) => writer.removeDocument("b.txt"));
    index.write([roads]);
    const after = index.content();
    expect(after.passages.map(({ text }) => text)).toEqual([
      "Nothing was said.",
      ...roads.passages.map(({ text }) => text),
    ]);
    const last = Math.max(...before.passages.map(({ row }) => row));
    expect(Math.min(...after.passages.map(({ row }) => row))).toBeGreaterThan(last);
    const { store, close } = index.open();
    expect(store.rowsWithPhrase(["gang", "activity"])).toEqual([]);
    close();
  });

  it("shows a reader the state of its opening, whatever is written meanwhile", () => {
    index.write([gangs]);
    const { store, manifest, close } = index.open();
    index.write([indexedDocument("a.txt", ["Changed."]), roads]);
    expect(allPassages(store).map(({ text }) => text)).toEqual(
      gangs.passages.map(({ text }) => text),
    );
    expect(store.rowsWithPhrase(["gang"])).toHaveLength(1);
    index.write([roads], true);
    expect(store.documentText(gangs.document.id)).toBe(gangs.document.text);
    expect(index.content().manifest.fingerprint).not.toBe(manifest.fingerprint);
    close();
  });

  it("has a fingerprint that tells content apart and nothing else", () => {
    const first = index.write([gangs, roads]);
    expect(index.write([roads, gangs], true).fingerprint).toBe(first.fingerprint);
    expect(index.write([gangs], true).fingerprint).not.toBe(first.fingerprint);
  });
});

describe("what is unsound is refused", () => {
  it.each<[string, (document: IndexedDocument) => void, RegExp]>([
    ["a vector of NaN", ({ vectors }) => vectors[0]!.passage.fill(NaN), /a\.txt.*not 8 numbers/],
    ["a moved span", ({ passages }) => passages[0]!.start++, /a\.txt.*not the text at its place/],
    [
      "a vector of another length",
      ({ vectors }) => (vectors[1]!.sentences[0] = new Float32Array(7)),
      /a\.txt.*not 8 numbers/,
    ],
    ["a vector too few", ({ vectors }) => vectors.pop(), /a\.txt has 2 passages but 1 vectors/],
  ])("%s", (_, spoil, message) => {
    const document = structuredClone(gangs);
    spoil(document);
    index.withWriter((writer) => {
      expect(() => writer.replaceDocument(document, originOf(document))).toThrow(message);
      expect(writer.sources().size).toBe(0);
    });
  });
});

describe("ingestion", () => {
  it("is done by one process at a time", () => {
    index.withWriter(() =>
      expect(() => index.write([gangs])).toThrow(/^another ingestion is writing the index/),
    );
    expect(() => index.write([gangs])).not.toThrow();
  });

  it("goes on with a first one that was broken off, which nobody could open", () => {
    index.withWriter((writer) => writer.replaceDocument(gangs, originOf(gangs)));
    expect(hasIndex(index.dir)).toBe(false);
    index.withWriter((writer) => expect([...writer.sources().keys()]).toEqual(["a.txt"]));
    expect(Object.keys(index.write([roads]).sources)).toEqual(["a.txt", "b.txt"]);
  });

  it("warns of a later one that was broken off", () => {
    index.write([gangs]);
    index.withWriter((writer) => writer.replaceDocument(roads, originOf(roads)));
    index.content();
    expect(index.warnings.join("\n")).toMatch(
      /was broken off; to go on, run: npm run ingest -- --index/,
    );
  });

  it("leaves the old index in use until a rebuilt one is whole", () => {
    index.write([gangs]);
    const writer = openIndexWriter(index.dir, {
      model: toyModel,
      rebuild: true,
      onWarning: index.onWarning,
    });
    writer.replaceDocument(roads, originOf(roads));
    expect(index.content().documents.map(({ source }) => source)).toEqual(["a.txt"]);
    writer.finish();
    writer.close();
    expect(index.content().documents.map(({ source }) => source)).toEqual(["b.txt"]);
  });
});
