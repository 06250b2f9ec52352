import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { currentGeneration } from "../../src/adapters/index-layout.ts";
import { indexedDocument } from "../fixtures/indexed-documents.ts";
import { toyIndex } from "../fixtures/toy-index.ts";

let index: ReturnType<typeof toyIndex>;
beforeEach(() => void (index = toyIndex()));
afterEach(() => index.remove());

const lines = (name: string, count: number) =>
  Array.from({ length: count }, (_, i) => `${name} says ${i}.`);
const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) =>
    indexedDocument(`${from + i}.txt`, lines(`Item ${from + i}`, 5)),
  );

/** The marked labels, which show that the graph was changed and not built anew. */
function deleted(): number[] {
  const side = readFileSync(join(currentGeneration(index.dir)!, "vectors.json"), "utf8");
  return JSON.parse(side).deleted;
}

/** What is found nearest to each passage, by what the passages say. */
function neighbours(): string[][] {
  const { passages, nearest } = index.content();
  const texts = new Map(passages.map(({ row, text }) => [row, text]));
  return nearest.map((found) =>
    found.slice(0, 5).map(({ label }) => texts.get(label) ?? "unknown"),
  );
}

it("with few changes, is changed, and finds what a new one finds", () => {
  index.write(many(0, 40));
  index.withWriter((writer) => {
    writer.removeDocument("3.txt");
    writer.finish();
  });
  index.write([...many(40, 43), indexedDocument("7.txt", lines("Changed", 4))]);
  expect(deleted()).toHaveLength(10);
  const changed = neighbours();
  index.write(
    [...many(0, 3), ...many(4, 7), indexedDocument("7.txt", lines("Changed", 4)), ...many(8, 43)],
    true,
  );
  expect(deleted()).toEqual([]);
  expect(changed).toEqual(neighbours());
  expect(index.warnings).toEqual([]);
});

it("keeps nothing of a removed vector", () => {
  index.write(many(0, 40));
  const { passages, vectors } = index.content();
  const gone = vectors[passages.findIndex(({ text }) => text === "Item 3 says 2.")]!;
  const bytes = Buffer.from(Float32Array.from(gone).buffer);
  const graph = () => readFileSync(join(currentGeneration(index.dir)!, "vectors.hnsw"));
  expect(graph().includes(bytes)).toBe(true);
  index.withWriter((writer) => {
    writer.removeDocument("3.txt");
    writer.finish();
  });
  expect(deleted()).toHaveLength(5);
  expect(graph().includes(bytes)).toBe(false);
});

it("with many changes, is built anew", () => {
  index.write(many(0, 10));
  const size = () => statSync(join(currentGeneration(index.dir)!, "vectors.hnsw")).size;
  const before = size();
  index.withWriter((writer) => {
    for (let i = 0; i < 8; i++) writer.removeDocument(`${i}.txt`);
    writer.finish();
  });
  expect(deleted()).toEqual([]);
  expect(size()).toBeLessThan(before);
  expect(neighbours()).toHaveLength(10);
});
