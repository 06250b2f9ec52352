import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { currentGeneration, hasIndex } from "../../src/adapters/index-layout.ts";
import { toyModel } from "../fixtures/indexed-documents.ts";
import { gangs, roads, toyIndex } from "../fixtures/toy-index.ts";

let index: ReturnType<typeof toyIndex>;
beforeEach(() => void (index = toyIndex()));
afterEach(() => index.remove());

describe("the vector file", () => {
  const file = (name: string) => join(currentGeneration(index.dir)!, name);
  it.each<[string, () => void, RegExp]>([
    ["missing", () => rmSync(file("vectors.hnsw")), /is missing/],
    ["cut short", () => truncateSync(file("vectors.hnsw"), 700), /is damaged/],
    ["empty", () => truncateSync(file("vectors.hnsw"), 0), /is damaged/],
    [
      "of flipped bits",
      () => {
        const bytes = readFileSync(file("vectors.hnsw"));
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(file("vectors.hnsw"), bytes);
      },
      /is damaged/,
    ],
    ["without its side file", () => rmSync(file("vectors.json")), /no readable vectors\.json/],
    ["with a broken side file", () => writeFileSync(file("vectors.json"), "{"), /no readable/],
    [
      "of another length",
      () => {
        const side = JSON.parse(readFileSync(file("vectors.json"), "utf8"));
        writeFileSync(file("vectors.json"), JSON.stringify({ ...side, dimensions: 16 }));
      },
      /vectors of another length/,
    ],
    [
      "stale",
      () => index.withWriter((writer) => writer.removeDocument("b.txt")),
      /is older than the index/,
    ],
  ])("that is %s is rebuilt, with a warning, once", (_, spoil, message) => {
    index.write([gangs, roads]);
    spoil();
    const content = index.content();
    expect(index.warnings.join("\n")).toMatch(message);
    content.passages.forEach(({ row }, i) => expect(content.nearest[i]![0]!.label).toBe(row));
    index.warnings.length = 0;
    index.content();
    expect(index.warnings.filter((warning) => warning.includes("vectors"))).toEqual([]);
  });
});

describe("an index that cannot be used is refused in one line with the command that mends it", () => {
  const opening = (expectedModel = toyModel) => index.open(expectedModel);

  it("none", () => {
    expect(hasIndex(index.dir)).toBe(false);
    expect(() => opening()).toThrow(
      /^there is no index in ".*"; run: npm run ingest -- --index \S+$/,
    );
  });

  it.each([
    ["another model", { checksum: "ff".repeat(32) }, /built with the model toy \(.*--model toy /],
    ["another length", { dimensions: 9 }, /8 dimensions.*9 dimensions/],
    ["another pooling", { pooling: "cls" as const }, /mean pooling.*cls pooling/],
    ["another limit", { maxTokens: 5 }, /256 tokens.*5 tokens/],
  ])("%s", (_, change, message) => {
    index.write([gangs]);
    expect(() => opening({ ...toyModel, ...change })).toThrow(message);
    expect(() => opening({ ...toyModel, ...change })).toThrow(
      /^[^\n]*npm run ingest -- --rebuild [^\n]*minutes$/,
    );
    const writing = () => index.write([gangs], false, { ...toyModel, ...change });
    expect(writing).toThrow(message);
  });

  it("but --rebuild takes it", () => {
    index.write([gangs]);
    const other = { ...toyModel, pooling: "cls" as const };
    index.write([gangs], true, other);
    expect(() => opening(other).close()).not.toThrow();
    expect(() => opening()).toThrow(/cls pooling/);
  });

  it("not the same model by another name", () => {
    index.write([gangs]);
    expect(() => opening({ ...toyModel, name: "elsewhere/toy" }).close()).not.toThrow();
  });

  it("a damaged database", () => {
    index.write([gangs]);
    const database = join(currentGeneration(index.dir)!, "minutes.sqlite");
    writeFileSync(
      database,
      "this is no database, but it is long enough to be looked at".repeat(99),
    );
    expect(() => opening()).toThrow(/^the index .* is damaged .* run: npm run ingest -- --rebuild/);
    expect(() => index.write([gangs])).toThrow(/is damaged/);
    index.write([gangs], true);
    expect(index.content().documents).toHaveLength(1);
  });
});
