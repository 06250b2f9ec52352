import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openIndex } from "../src/adapters/index-folder.ts";
import { restoreDocument, withdrawDocument } from "../src/adapters/index-withdraw.ts";
import { openIndexWriter } from "../src/adapters/index-writer.ts";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import { readCoverage } from "../src/coverage.ts";
import { openEngine } from "../src/engine.ts";
import { liveEngine } from "../src/live-engine.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

vi.setConfig({ testTimeout: 60_000 });

let embedder: Embedder;
beforeAll(async () => void (embedder = await openEmbedder(bundledModel)));
afterAll(() => embedder.close());

let minutes: ReturnType<typeof minutesFolder>;
beforeEach(() => void (minutes = minutesFolder()));
afterEach(() => minutes.remove());

const SECRET = "Councillor Zebulon reported the zirconium contamination at Quexley allotments.";
const gangs = "Gangs\n\nVic Daniels asked about gang activity. Bev Sharpe said it was looked at.\n";
const secret = `Allotments\n\n${SECRET}\n\nThe Committee noted it.\n`;

/** Everything that the index keeps on disk, as text. */
function onDisk(): string {
  const files = readdirSync(minutes.indexDir, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), "latin1"))
    .join("\n");
}

const withdraw = (name: string) =>
  withdrawDocument(minutes.indexDir, {
    name,
    reason: "at a resident's wish",
    onWarning: (message) => void minutes.warnings.push(message),
  });

async function found(): Promise<string[]> {
  const { indexDir, warnings } = minutes;
  const engine = await openEngine({
    indexDir,
    embedder,
    onWarning: (message) => void warnings.push(message),
  });
  try {
    const answers = await Promise.all(
      (["hybrid", "semantic", "keyword"] as const).map((mode) =>
        engine.search({
          query: '"zirconium contamination"'.replaceAll('"', mode === "keyword" ? '"' : ""),
          mode,
        }),
      ),
    );
    return answers
      .flatMap(({ results }) => results.map(({ passage }) => passage.source))
      .filter((source) => source !== "a.txt");
  } finally {
    await engine.close();
  }
}

describe("a document that is withdrawn", () => {
  beforeEach(async () => {
    minutes.put("a.txt", gangs);
    minutes.put("b.txt", secret);
    await minutes.run();
  });

  it("is found before", async () => {
    expect(await found()).toContain("b.txt");
    expect(onDisk()).toContain("zirconium");
  });

  it("leaves text, words, vectors and every file of the index", async () => {
    const { store, close } = openIndex(minutes.indexDir, { onWarning: () => {} });
    const row = store
      .documentIds()
      .flatMap(store.passagesOf)
      .find(({ text }) => text === SECRET)!.row;
    const vector = Buffer.from(store.passageVector(row).buffer).toString("latin1");
    close();
    expect(onDisk()).toContain(vector);
    const withdrawn = await withdraw("b.txt");
    expect(withdrawn).toMatchObject([{ source: "b.txt", reason: "at a resident's wish" }]);
    const disk = onDisk();
    for (const word of ["zirconium", "Zebulon", "zebulon", "Quexley", vector])
      expect(disk).not.toContain(word);
    expect(await found()).toEqual([]);
    expect(minutes.content()).toMatchObject({ foundByItself: true });
    expect(minutes.sources()).toEqual(["a.txt"]);
    expect(minutes.warnings).toEqual([]);
    expect(readCoverage(minutes.indexDir).withdrawn).toBe(1);
  });

  it("does not come back: from its file, under another name, or with --rebuild", async () => {
    const { id } = minutes.content().documents[1]!;
    await withdraw(id);
    minutes.put("renamed.txt", secret);
    expect(await minutes.run()).toMatchObject({ written: 0, unchanged: 1, withdrawn: 2 });
    expect(await minutes.run({ rebuild: true })).toMatchObject({ written: 1, withdrawn: 2 });
    minutes.put("b.txt", `${secret}\nChanged.\n`);
    expect(await minutes.run()).toMatchObject({ written: 0, withdrawn: 2 });
    expect(minutes.sources()).toEqual(["a.txt"]);
    restoreDocument(minutes.indexDir, id);
    expect(await minutes.run()).toMatchObject({ written: 2, withdrawn: 0 });
    expect(minutes.sources()).toEqual(["a.txt", "b.txt", "renamed.txt"]);
  });

  it("takes others of the same bytes with it, and must be there", async () => {
    minutes.put("sub/c.txt", secret);
    await minutes.run();
    expect((await withdraw("b.txt")).map(({ source }) => source)).toEqual(["b.txt", "sub/c.txt"]);
    await expect(withdraw("d.txt")).rejects.toThrow(
      /^the index ".*" has no document "d\.txt"; give its id or its source$/,
    );
    expect(() => restoreDocument(minutes.indexDir, "d.txt")).toThrow(
      /^no document "d\.txt" was withdrawn/,
    );
  });

  it("leaves at once while an ingestion is under way, which does not bring it back", async () => {
    const writer = openIndexWriter(minutes.indexDir, {
      model: embedder.description,
      rebuild: false,
      onWarning: () => {},
    });
    await withdraw("b.txt");
    expect(writer.source("b.txt")).toBeUndefined();
    expect(await found()).toEqual([]);
    writer.finish();
    writer.close();
    minutes.warnings.length = 0;
    expect(await found()).toEqual([]);
    expect(minutes.warnings).toEqual([]);
    expect(onDisk()).not.toContain("zirconium");
  });

  it("leaves a server that is running, and the log that it read from", async () => {
    const live = await liveEngine({
      indexDir: minutes.indexDir,
      embedder,
      onWarning: (message) => void minutes.warnings.push(message),
    });
    const query = { query: "zirconium contamination" };
    const before = live.current();
    const inFlight = before.search(query);
    await withdraw("b.txt");
    expect((await inFlight).results[0]!.passage.source).toBe("b.txt");
    const { results } = await live.current().search(query);
    expect(results.map(({ passage }) => passage.source)).not.toContain("b.txt");
    expect(onDisk()).not.toContain("zirconium");
    expect(minutes.warnings).toEqual([]);
    await live.close();
  });
});

describe("a server that is running", () => {
  it("sees new documents when an ingestion has ended, and answers meanwhile", async () => {
    minutes.put("a.txt", gangs);
    await minutes.run();
    const live = await liveEngine({
      indexDir: minutes.indexDir,
      embedder,
      onWarning: (message) => void minutes.warnings.push(message),
    });
    const { index } = live.current();
    expect(await live.refresh()).toBe(false);
    minutes.put("b.txt", secret);
    const ingesting = minutes.run();
    expect((await live.current().search({ query: "gangs" })).results).toHaveLength(1);
    await ingesting;
    await vi.waitFor(() => expect(live.current().index).not.toBe(index), 5000);
    expect(live.current().documents({}).total).toBe(2);
    await minutes.run({ rebuild: true });
    await live.refresh();
    expect((await live.current().search({ query: "zirconium" })).results[0]!.passage.source).toBe(
      "b.txt",
    );
    expect(minutes.warnings).toEqual([]);
    await live.close();
  });
});
