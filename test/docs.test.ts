import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { measuredText } from "../scripts/eval/readme-region.ts";
import { readResults } from "../scripts/eval/results-file.ts";
import { SETTINGS } from "../src/config.ts";
import { table } from "../src/evaluation/table.ts";
import { LIMITS } from "../src/http/limits.ts";
import { readMetadata } from "../src/sources/metadata.ts";
import {
  blocksOf,
  commandsOf,
  differences,
  localLinks,
  regionOf,
  requestOf,
  wordsOf,
} from "./docs-text.ts";
import { startScript, startServer, type Running } from "./server-process.ts";

const README = "README.md";
const folder = mkdtempSync(join(tmpdir(), "ask-the-minutes-docs-"));
const INDEX_DIR = join(folder, "index");
const commands = blocksOf(README)
  .filter((block) => block.language === "sh")
  .flatMap(commandsOf);

// Each of these starts a process or more, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

afterAll(() => rmSync(folder, { recursive: true }));

describe("what the README says of settings and limits", () => {
  it("lists every setting with its default and purpose", () => {
    const rows = Object.entries(SETTINGS).map(([name, { shown, description }]) => [
      `\`${name}\``,
      shown ?? "",
      description,
    ]);
    const heading = ["variable", "without it", "what it is for"];
    expect(regionOf(README, "settings")).toBe(table([heading, ...rows]));
  });

  it("names the limits of the service", () => {
    const text = readFileSync(README, "utf8");
    expect(text).toContain(`a question ${LIMITS.question.toLocaleString("en")} characters`);
    expect(text).toContain(`compare ${LIMITS.text.toLocaleString("en")},`);
    expect(text).toContain(`request ${LIMITS.bodyBytes / 1024} kB`);
  });

  it("shows a metadata file that ingestion takes", async () => {
    const example = blocksOf(README).find(({ language }) => language === "json metadata.json");
    const at = join(folder, "metadata");
    mkdirSync(at);
    writeFileSync(join(at, "metadata.json"), example?.text ?? "");
    const metadata = await readMetadata(at);
    expect(metadata.factsFor("2024/march.txt")).toMatchObject({
      council: "Anytown",
      date: "2024-03-12",
      status: "approved",
    });
  });

  it("has the numbers of the last evaluation", () => {
    const results = readResults("eval/results.json");
    expect(regionOf(README, "eval")).toBe(results && measuredText(results));
  });
});

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "seeds/README.md",
  "test/eval/README.md",
  "eval/README.md",
  "models/minutes-reader/README.md",
  "training/README.md",
  "training/reader/README.md",
];
it.each(DOCUMENTS)("%s links only to files that are there", (file) => {
  const missing = localLinks(file).filter((link) => !existsSync(join(dirname(file), link)));
  expect(missing).toEqual([]);
});

/** Commands that are covered elsewhere, and by what. */
const COVERED: Record<string, string> = {
  "npm ci": ".ci/run",
  "npm start": "test/e2e.test.ts",
  "npm run ingest -- path/to/minutes": "test/ingest.test.ts",
  "npm run coverage": "test/coverage.test.ts",
  "npm run ingest -- withdraw march.txt": "test/ingest-withdraw.test.ts",
  "npm run eval": "test/eval.test.ts",
  "npm run eval -- --all": "test/eval.test.ts",
  "npm run eval -- sample --dir test/eval --errors --no-save": "test/eval.test.ts",
  "npm run bench": "test/bench.test.ts",
};

describe("the README's npm commands", () => {
  const npm = commands.filter((command) => command.startsWith("npm"));

  it("are all run, here or by a file that is there", () => {
    const left = npm.filter((command) => !(command in COVERED));
    expect(left.map((command) => command.split('"')[0])).toEqual(["npm run ask -- "]);
    expect(Object.values(COVERED).filter((file) => !existsSync(file))).toEqual([]);
  });

  it("name scripts that there are", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object };
    const named = npm.flatMap((command) => /^npm run (\S+)/.exec(command)?.[1] ?? []);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe("the README's examples on the seeds", () => {
  let server: Running;
  beforeAll(async () => {
    server = await startServer({ INDEX_DIR });
  }, 120_000);
  afterAll(() => server.signal("SIGKILL"));

  it("asks from the command line and shows what comes", async () => {
    const command = commands.find((line) => line.startsWith("npm run ask")) ?? "";
    const blocks = blocksOf(README);
    const shown = blocks[blocks.findIndex(({ text }) => text.includes(command)) + 1]?.text ?? "";
    const { output, ended } = startScript("ask", wordsOf(command).slice(4), { INDEX_DIR });
    expect(await ended).toBe(0);
    expect(output.out).toContain(shown.trim());
  });

  const blocks = blocksOf(README);
  const examples = blocks.flatMap((block, index) =>
    commandsOf(block)
      .filter((command) => block.language === "sh" && command.startsWith("curl"))
      .map((command) => ({ command, next: blocks[index + 1] })),
  );

  it("has examples", () => expect(examples.length).toBeGreaterThan(4));

  it.each(examples)("answers as shown: $command", async ({ command, next }) => {
    const response = await fetch(requestOf(command, server.url));
    const body: unknown = await response.json();
    const shown: unknown = next?.language === "json" ? JSON.parse(next.text) : { results: [{}] };
    expect(differences(shown, body)).toEqual([]);
  });
});
