import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import { readCoverage } from "../src/coverage.ts";
import { openEngine, type Engine } from "../src/engine.ts";
import { Coverage } from "../src/http/coverage-route.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";
import { appOver } from "./http/seed-app.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const minutes = minutesFolder();
let embedder: Embedder;
let engine: Engine;

const meeting = (words: string) =>
  `Cabinet\n\n1. Roads\n\nThe Cabinet discussed ${words} at some length and asked for a report.\n`;
const dates = ["2024-01-10", "2024-02-14", "2024-03-13", "2024-09-11", "2024-10-09"];

beforeAll(async () => {
  embedder = await openEmbedder(bundledModel);
  const facts = Object.fromEntries(dates.map((date) => [`${date}.txt`, { date }]));
  const documents = { ...facts, "broken.pdf": { body: "Planning" } };
  minutes.put(
    "metadata.json",
    JSON.stringify({ defaults: { council: "Anytown", body: "Cabinet" }, documents }),
  );
  for (const date of dates) minutes.put(`${date}.txt`, meeting(`the winter of ${date}`));
  minutes.put("broken.pdf", "%PDF-1.4\nthis is cut short");
  minutes.put("private.txt", `NOT FOR PUBLICATION\n\n${meeting("the sale of Zanzibar House")}`);
  minutes.put(
    "part.txt",
    `${meeting("salt, which is bought in summer when it is cheap and kept dry, ".repeat(8))}\nEXEMPT ITEMS\n\n2. Zanzibar House\n\nThe sale was agreed at £2.4 million.\n`,
  );
  minutes.put("phone.txt", meeting("a letter of jane@gmail.com, telephone 07700 900123,"));
  minutes.put("photo.jpg", "JFIF");
  await minutes.run();
  engine = await openEngine({ indexDir: minutes.indexDir, embedder, onWarning: () => {} });
});
afterAll(async () => {
  await engine.close();
  await embedder.close();
  minutes.remove();
});

describe("coverage", () => {
  it("says what the index has, with gaps, and what it lacks and why", () => {
    const coverage = readCoverage(minutes.indexDir);
    expect(coverage).toMatchObject({
      documents: 7,
      withdrawn: 0,
      from: dates[0],
      to: dates.at(-1),
    });
    expect(coverage.bodies).toMatchObject([
      {
        council: "Anytown",
        body: "Cabinet",
        documents: 7,
        undated: 2,
        heldBack: 2,
        gaps: [
          { after: "2024-03-13", months: ["2024-04", "2024-05", "2024-06", "2024-07", "2024-08"] },
        ],
      },
      { council: "Anytown", body: "Planning", documents: 0, failures: 1 },
    ]);
    expect(coverage.failures).toMatchObject([
      { source: "broken.pdf", reason: expect.stringMatching(/^is /) },
    ]);
    expect(coverage.skipped.map(({ source }) => source)).toEqual(["photo.jpg"]);
    expect(coverage.heldBack).toMatchObject([
      { source: "part.txt", places: [{ line: 7 }] },
      { source: "private.txt", places: [{ line: 1 }] },
    ]);
    expect(coverage.flagged.map(({ source }) => source)).toEqual(["phone.txt", "phone.txt"]);
    expect(JSON.stringify(coverage)).not.toMatch(/Zanzibar|gmail|900123/);
    expect(coverage.runs).toHaveLength(1);
    expect(coverage.lastSuccess).toBe(coverage.runs[0]!.finished);
  });

  it("is served, as described", async () => {
    const { app } = appOver(engine);
    const response = await app.request("/api/coverage");
    expect(response.status).toBe(200);
    const body: unknown = await response.json();
    expect(Coverage.parse(body)).toEqual(body);
    expect(body).toEqual(readCoverage(minutes.indexDir));
    expect((await app.request("/api/coverage?council=Anytown")).status).toBe(400);
  });

  it("is told with every answer: what was searched lacks so many sources", async () => {
    const { searched } = await engine.search({ query: "Zanzibar House" });
    expect(searched).toMatchObject({ documents: 7, failures: 1, heldBack: 2 });
    expect((await engine.ask({ question: "Was Zanzibar House sold?" })).searched).toMatchObject({
      failures: 1,
      heldBack: 2,
    });
    expect(
      engine
        .documents({ limit: 99 })
        .documents.map(({ id }) => engine.document(id)!.text)
        .join(),
    ).not.toContain("Zanzibar");
  });

  it("is printed, for people and as JSON", async () => {
    const root = fileURLToPath(new URL("..", import.meta.url));
    const run = (...flags: string[]) =>
      promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/coverage.ts", ...flags], {
        cwd: root,
      });
    const text = (await run("--index", minutes.indexDir)).stdout;
    expect(text).toMatch(/^7 documents, 0 pages, 2024-01-10 to 2024-10-09; 0 withdrawn\.$/m);
    expect(text).toMatch(/^\| Anytown +\| Cabinet +\| 7 /m);
    expect(text).toContain("Anytown, Cabinet: none between 2024-03-13 and 2024-09-11 (182 days)");
    expect(text).toMatch(/^ {2}part\.txt is held back for review, .* \(line 7\)$/m);
    const { stdout } = await run("--index", minutes.indexDir, "--json");
    expect(JSON.parse(stdout)).toEqual(readCoverage(minutes.indexDir));
    await expect(run("--index", `${minutes.indexDir}-none`)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^coverage: there is no index in ".*"; run: [^\n]*\n$/),
    });
  });

  it("forgets what is mended, and keeps what is left as it is", async () => {
    minutes.put("broken.pdf", "");
    await minutes.run();
    const before = readCoverage(minutes.indexDir);
    expect(before.heldBack).toHaveLength(2);
    expect(before.flagged).toHaveLength(2);
    const shown = { safeguards: { on: true, includeHeldBack: true } };
    expect(await minutes.run(shown)).toMatchObject({ heldBack: 0 });
    const after = readCoverage(minutes.indexDir);
    expect(after).toMatchObject({ documents: 8, heldBack: [] });
    expect(await minutes.run({ safeguards: { on: false, includeHeldBack: false } })).toMatchObject({
      written: 8,
    });
    expect(readCoverage(minutes.indexDir)).toMatchObject({
      documents: 8,
      heldBack: [],
      flagged: [],
    });
    expect(await minutes.run()).toMatchObject({ written: 7, heldBack: 1 });
    expect(minutes.sources()).not.toContain("private.txt");
  });
});
