import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { hasIndex } from "../src/adapters/index-layout.ts";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import { openEngine } from "../src/engine.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { meetings } from "./fixtures/meetings.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

/** Kills of each of the three cases: INGEST_KILLS=100 npx vitest run test/ingest-crash.test.ts. */
const KILLS = Number(process.env["INGEST_KILLS"] ?? 2);
/** The last moment of a kill, milliseconds: on a fast machine an ingestion of these takes as long. */
const MOST_MS = 2500;
/** Some windows of texts, so that a kill finds one half done. */
const COUNT = 24;

vi.setConfig({ testTimeout: 60_000 + KILLS * 30_000, hookTimeout: 60_000 });

const root = fileURLToPath(new URL("..", import.meta.url));

const minutes = minutesFolder();
const reference = (verb: string) => join(minutes.root, verb);

function putAll(verb: string) {
  for (const [source, text] of meetings(COUNT, verb)) minutes.put(source, text);
}

// The model is kept open, so that it is loaded once, and what was never broken off is ingested once.
let embedder: Embedder;
beforeAll(async () => {
  embedder = await openEmbedder(bundledModel);
  for (const verb of ["noted", "deferred"]) {
    putAll(verb);
    await minutes.run({ indexDir: reference(verb) });
  }
});
afterAll(async () => {
  await embedder.close();
  minutes.remove();
});

/** An index of the meetings as they were noted, and a folder of them as they were deferred. */
function startFromNoted() {
  cpSync(reference("noted"), minutes.indexDir, { recursive: true });
  putAll("deferred");
}
afterEach(() => rmSync(minutes.indexDir, { recursive: true, force: true }));

function start(flags: string[], before = "") {
  const script = [
    "--import",
    "tsx",
    "--import",
    "./scripts/plain-modules.mjs",
    "scripts/ingest.ts",
    minutes.folder,
    "--index",
    minutes.indexDir,
  ];
  const command = `${before} exec "$0" "$@"`;
  const child = spawn("sh", ["-c", command, process.execPath, ...script, ...flags], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  return { child, ended: once(child, "close"), said: () => said };
}

/** Runs the real command and kills it at a random moment after it began to write. Tells whether it had ended before. */
async function killedIngest(most: number, ...flags: string[]): Promise<boolean> {
  const { child, ended } = start(flags);
  await Promise.race([once(child.stderr, "data"), ended]);
  await sleep(Math.random() * most);
  child.kill("SIGKILL");
  const [, signal] = await ended;
  return signal === null;
}

const QUERIES = [
  "gangs",
  "foster carers",
  '"matter 3"',
  "who asked about thresholds",
  "meeting 7 matter 2",
];

async function found(indexDir: string): Promise<string[][]> {
  const engine = await openEngine({
    indexDir,
    embedder,
    onWarning: (message) => void minutes.warnings.push(message),
  });
  try {
    const answers = await Promise.all(
      QUERIES.map((query) => engine.search({ query, mode: "keyword", limit: 20 })),
    );
    return answers.map(({ results }) => results.map(({ passage }) => passage.id));
  } finally {
    await engine.close();
  }
}

type Content = ReturnType<typeof minutes.content>;

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** Vectors depend a little on what shares their batch (8 bits), and that on where ingestion was broken off. */
function expectSame(content: Content, fresh: Content) {
  const { vectors, ...rest } = content;
  const { vectors: freshVectors, ...freshRest } = fresh;
  expect(rest).toEqual(freshRest);
  const least = Math.min(...vectors.map((vector, i) => cosine(vector, freshVectors[i]!)));
  expect(least).toBeGreaterThan(0.97);
}

/** The index equals one that was never broken off: documents, passages, vectors and what a search finds. */
async function expectWhole(expected = reference("deferred")) {
  expectSame(minutes.content(), minutes.content(expected));
  expect(await found(minutes.indexDir)).toEqual(await found(expected));
}

function expectConsistent({ passages, vectorCount, foundByItself, texts }: Content) {
  expect(vectorCount).toBe(passages.length);
  expect(foundByItself).toBe(true);
  for (const text of texts) {
    expect(new Set(text.match(/ (noted|deferred) matter/g)).size).toBe(1);
  }
}

/** Some end before they are killed: these do not count, and there are no more of them than this for each that does. */
const ENDED_EACH = 4;

/**
 * Kills as many ingestions as there shall be, looks after each one what it left, and starts over where it had done its work:
 * the next would have nothing to do.
 */
async function killTimes(
  flags: string[],
  look: (ended: boolean) => { isDone: boolean },
  startOver: () => void,
): Promise<void> {
  let killed = 0;
  for (let tries = 0; killed < KILLS; tries++) {
    expect(tries).toBeLessThan(KILLS * ENDED_EACH);
    const ended = await killedIngest(MOST_MS, ...flags);
    if (!ended) killed++;
    const { isDone } = look(ended);
    if (!isDone) continue;
    rmSync(minutes.indexDir, { recursive: true });
    startOver();
  }
}

describe(`an ingestion killed at ${KILLS} random moments`, () => {
  it("leaves no index or a whole one, and the next run ends as if nothing had been", async () => {
    putAll("deferred");
    const look = (ended: boolean) => {
      expect(hasIndex(minutes.indexDir) || !ended).toBe(true);
      const documents = hasIndex(minutes.indexDir) ? minutes.content().documents.length : 0;
      expect([0, COUNT]).toContain(documents);
      return { isDone: documents > 0 };
    };
    await killTimes([], look, () => {});
    await minutes.run();
    await expectWhole();
  });

  it("leaves every document of an existing index old or new, and searchable", async () => {
    startFromNoted();
    const look = (ended: boolean) => {
      expectConsistent(minutes.content());
      return { isDone: ended };
    };
    await killTimes([], look, startFromNoted);
    await minutes.run();
    await expectWhole();
    expect(minutes.content().documents).toHaveLength(COUNT);
  });

  it("leaves the old index whole while it rebuilds, and consistent while it prunes", async () => {
    startFromNoted();
    const old = minutes.content();
    const look = (ended: boolean) => {
      const content = minutes.content();
      expectConsistent(content);
      const rebuilt = content.fingerprint !== old.fingerprint;
      expect(rebuilt ? old : content).toEqual(old);
      expect(content.texts.some((text) => text.includes(" noted matter"))).toBe(!rebuilt);
      expect(rebuilt || !ended).toBe(true);
      return { isDone: rebuilt };
    };
    await killTimes(["--rebuild"], look, startFromNoted);
    rmSync(join(minutes.folder, "2"), { recursive: true });
    await killedIngest(500, "--prune");
    expectConsistent(minutes.content());
    await minutes.run({ prune: true });
    const pruned = join(minutes.root, "pruned");
    await minutes.run({ indexDir: pruned });
    await expectWhole(pruned);
  });
});

describe("an ingestion", () => {
  it("into a full disk says so in one line, and the next run ends the job", async () => {
    startFromNoted();
    const { ended, said } = start([], "ulimit -f 400;");
    const [code] = await ended;
    expect(code).toBe(1);
    expect(said()).toMatch(
      /^ingest: the index ".*" cannot be written \(.*\); make room on its disk and run the same command again$/m,
    );
    expectConsistent(minutes.content());
    await minutes.run();
    await expectWhole();
  });

  it("beside another: one works, the other says so in one line", async () => {
    putAll("deferred");
    const first = start([]);
    await once(first.child.stderr, "data");
    const second = start([]);
    const [[firstCode], [secondCode]] = await Promise.all([first.ended, second.ended]);
    expect(firstCode).toBe(0);
    const refused = /^ingest: another ingestion is writing the index/m.test(second.said());
    expect(refused).toBe(secondCode !== 0);
    await expectWhole();
  });
});
