import { chmodSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hasIndex } from "../src/adapters/index-layout.ts";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import type { IngestProgress } from "../src/ingest.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

// Kept open so that the model is loaded once for the file.
let embedder: Embedder;
beforeAll(async () => void (embedder = await openEmbedder(bundledModel)));
afterAll(() => embedder.close());

let minutes: ReturnType<typeof minutesFolder>;
beforeEach(() => void (minutes = minutesFolder()));
afterEach(() => minutes.remove());

const gangs = "Gangs\n\nVic Daniels asked about gang activity. Bev Sharpe said it was looked at.\n";
const roads = "Roads\n\nThe Committee noted the report on winter gritting.\n";
const counted = { written: 0, unchanged: 0, removed: 0, failures: [], interrupted: false };

describe("ingestion", () => {
  it("of the seeds gives their text and facts, byte for byte", async () => {
    const seeds = fileURLToPath(new URL("../seeds", import.meta.url));
    const summary = await minutes.run({ folders: [seeds] });
    expect(summary).toMatchObject({ ...counted, documents: 5, written: 5, skipped: [] });
    const { documents, texts, passages, vectorCount, foundByItself } = minutes.content();
    expect(documents.map(({ council }) => council)).toEqual([
      "Hammersmith and Fulham",
      "Islington",
      "Havering",
      "Herefordshire",
      "Hammersmith and Fulham",
    ]);
    expect(documents.map(({ date }) => date)).toEqual([null, null, null, null, null]);
    expect(texts[1]).toMatch(/^Skip to content/);
    expect(vectorCount).toBe(summary.passages);
    expect(passages).toHaveLength(summary.passages);
    expect(foundByItself).toBe(true);
    expect(minutes.warnings).toEqual([]);
  });

  it("reads only what is new or changed, and removes what is gone when told to", async () => {
    minutes.put("a.txt", gangs);
    minutes.put("sub/b.md", roads);
    expect(await minutes.run()).toMatchObject({ ...counted, written: 2 });
    const before = minutes.content().fingerprint;
    expect(await minutes.run()).toMatchObject({ ...counted, unchanged: 2 });
    expect(minutes.content().fingerprint).toBe(before);

    minutes.put("a.txt", gangs.replace("asked", "inquired"));
    minutes.put("c.txt", roads);
    rmSync(join(minutes.folder, "sub"), { recursive: true });
    expect(await minutes.run()).toMatchObject({ ...counted, written: 2, gone: ["sub/b.md"] });
    expect(minutes.sources()).toEqual(["a.txt", "c.txt", "sub/b.md"]);
    expect(await minutes.run({ prune: true })).toMatchObject({
      ...counted,
      unchanged: 2,
      removed: 1,
    });
    expect(minutes.sources()).toEqual(["a.txt", "c.txt"]);
    expect(minutes.content().texts[0]).toContain("inquired");
    expect(minutes.warnings).toEqual([]);
  });

  it("reads a document again when what is said about it changes", async () => {
    minutes.put("a.txt", gangs);
    minutes.put("b.txt", roads);
    await minutes.run();
    const facts = { council: "Havering", title: "Minutes of May" };
    minutes.put("metadata.json", JSON.stringify({ documents: { "b.txt": facts } }));
    expect(await minutes.run()).toMatchObject({ ...counted, written: 1, unchanged: 1 });
    expect(minutes.content().documents[1]).toMatchObject(facts);
  });

  it("keeps the documents of other folders, and --rebuild does not", async () => {
    minutes.put("a.txt", gangs);
    await minutes.run();
    const other = minutesFolder();
    other.put("b.txt", roads);
    await minutes.run({ folders: [other.folder] });
    expect(minutes.sources()).toEqual(["a.txt", "b.txt"]);
    await minutes.run({ folders: [other.folder], rebuild: true });
    expect(minutes.sources()).toEqual(["b.txt"]);
    other.remove();
  });

  it("refuses two files of one path in two folders, but follows a folder that was moved", async () => {
    minutes.put("a.txt", gangs);
    await minutes.run();
    const other = minutesFolder();
    other.put("a.txt", roads);
    const { failures } = await minutes.run({ folders: [other.folder] });
    expect(failures).toEqual([
      { source: "a.txt", reason: expect.stringMatching(/^is in ".*", too;/) },
    ]);
    other.remove();
    renameSync(minutes.folder, join(minutes.root, "moved"));
    const moved = await minutes.run({ folders: [join(minutes.root, "moved")] });
    expect(moved).toMatchObject({ ...counted, documents: 1, written: 1 });
  });

  it("tells how far it is", async () => {
    for (const name of ["a", "b", "c"]) minutes.put(`${name}.txt`, gangs);
    const seen: IngestProgress[] = [];
    await minutes.run({ onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done, total }) => [done, total])).toEqual(
      [0, 1, 2, 3].map((done) => [done, 3]),
    );
    expect(seen[0]!.remaining).toBeNull();
    expect(seen[2]!.remaining).toBeGreaterThan(0);
    expect(seen[3]!.remaining).toBe(0);
  });

  it("stops when told to, after the documents under way, and goes on the next time", async () => {
    const long = Array.from({ length: 300 }, (_, i) => `The Committee noted report ${i}.\n\n`).join(
      "",
    );
    for (const name of ["a", "b", "c", "d"]) minutes.put(`${name}.txt`, `Item ${name}\n\n${long}`);
    const stop = new AbortController();
    const onProgress = ({ done }: IngestProgress) => void (done === 1 && stop.abort());
    const stopped = await minutes.run({ signal: stop.signal, onProgress });
    expect(stopped).toMatchObject({ ...counted, written: 1, interrupted: true });
    expect(hasIndex(minutes.indexDir)).toBe(false);
    expect(await minutes.run()).toMatchObject({ ...counted, written: 3, unchanged: 1 });
    expect(minutes.sources()).toEqual(["a.txt", "b.txt", "c.txt", "d.txt"]);
  });
});

describe("bad input", () => {
  it("is reported and counted, and what the index had of it stays", async () => {
    minutes.put("a.txt", gangs);
    minutes.put("b.txt", roads);
    await minutes.run();
    minutes.put("b.txt", "\0");
    minutes.put("c.txt", Uint8Array.of(0xff));
    minutes.put("d.exe", "MZ");
    expect(await minutes.run()).toMatchObject({
      ...counted,
      unchanged: 1,
      skipped: [{ source: "d.exe", reason: expect.stringMatching(/^is not \.txt,/) }],
      failures: [
        { source: "b.txt", reason: "is not text (it holds NUL bytes)" },
        { source: "c.txt", reason: expect.stringMatching(/^is not text in .*; save it as UTF-8$/) },
      ],
    });
    expect(minutes.sources()).toEqual(["a.txt", "b.txt"]);
  });

  it.skipIf(process.getuid?.() === 0)("that may not be read is reported", async () => {
    minutes.put("a.txt", gangs);
    minutes.put("shut/b.txt", roads);
    await minutes.run();
    chmodSync(join(minutes.folder, "a.txt"), 0);
    chmodSync(join(minutes.folder, "shut"), 0);
    minutes.put("c.txt", roads);
    const reason = "may not be read (permission denied)";
    expect(await minutes.run()).toMatchObject({
      ...counted,
      written: 1,
      failures: [
        { source: "shut/", reason },
        { source: "a.txt", reason },
      ],
    });
    expect(minutes.sources()).toEqual(["a.txt", "c.txt", "shut/b.txt"]);
    chmodSync(join(minutes.folder, "shut"), 0o700);
  });

  it("of nothing is an error, and the index stays as it was", async () => {
    await expect(minutes.run()).rejects.toThrow(/^there is nothing to ingest in ".*minutes": /);
    expect(hasIndex(minutes.indexDir)).toBe(false);
    minutes.put("a.txt", "\0");
    await expect(minutes.run()).rejects.toThrow(
      "nothing could be ingested; a.txt is not text (it holds NUL bytes)",
    );
    expect(hasIndex(minutes.indexDir)).toBe(false);
    minutes.put("a.txt", gangs);
    await minutes.run();
    minutes.put("metadata.json", '{"documents":{"b.txt":{}}}');
    await expect(minutes.run()).rejects.toThrow(/not in the folder: "b\.txt"$/);
    expect(minutes.sources()).toEqual(["a.txt"]);
  });
});
