import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { hasIndex } from "../src/adapters/index-layout.ts";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL("..", import.meta.url));
const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];

// Kept open so that the model is loaded once for the file.
let embedder: Embedder;
beforeAll(async () => void (embedder = await openEmbedder(bundledModel)));
afterAll(() => embedder.close());

let minutes: ReturnType<typeof minutesFolder>;
beforeEach(() => void (minutes = minutesFolder()));
afterEach(() => minutes.remove());

function putAll(words: string) {
  for (const name of NAMES) {
    const lines = ["one", "two", "three"].map((n) => `The Committee ${words} matter ${name} ${n}.`);
    minutes.put(`${name}.txt`, `Item ${name}\n\n${lines.join("\n\n")}\n`);
  }
}

/** Runs the real command and kills it, `delay` milliseconds after it began to write. Tells whether it had ended before. */
async function killedIngest(delay: number, ...flags: string[]): Promise<boolean> {
  const script = ["--import", "tsx", "scripts/ingest.ts", minutes.folder];
  const child = spawn(process.execPath, [...script, "--index", minutes.indexDir, ...flags], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = once(child, "exit");
  await Promise.race([once(child.stderr, "data"), ended]);
  await sleep(delay);
  child.kill("SIGKILL");
  const [, signal] = await ended;
  return signal === null;
}

/** Vectors depend on the text and its company in the document alone, so two ways to one index agree. */
async function freshContent() {
  const fresh = { indexDir: join(minutes.root, "fresh"), rebuild: true };
  await minutes.run(fresh);
  return minutes.content(fresh.indexDir);
}

const delay = (most: number) => Math.random() * most;

it("is killed midway, as these tests need", async () => {
  putAll("noted");
  expect(await killedIngest(0)).toBe(false);
});

describe("an ingestion killed at any moment", () => {
  it("leaves no index or a whole one, and the next run ends as if nothing had been", async () => {
    putAll("noted");
    for (const most of [50, 400]) {
      const ended = await killedIngest(delay(most));
      expect(hasIndex(minutes.indexDir) || !ended).toBe(true);
      const found = hasIndex(minutes.indexDir) ? minutes.content().documents.length : 0;
      expect([0, NAMES.length]).toContain(found);
    }
    await minutes.run();
    const content = minutes.content();
    expect(content).toEqual(await freshContent());
    expect(content.foundByItself).toBe(true);
  });

  it("leaves every document of an existing index old or new, and searchable", async () => {
    putAll("noted");
    await minutes.run();
    const old = minutes.content();
    putAll("deferred");
    for (const most of [50, 400]) {
      await killedIngest(delay(most));
      const { passages, vectorCount, foundByItself, texts } = minutes.content();
      expect(vectorCount).toBe(passages.length);
      expect(foundByItself).toBe(true);
      for (const text of texts) {
        expect(text.match(/noted|deferred/g)!.every((word, _, all) => word === all[0])).toBe(true);
      }
    }
    await minutes.run();
    expect(minutes.content()).toEqual(await freshContent());
    expect(minutes.content().fingerprint).not.toBe(old.fingerprint);
  });

  it("leaves the old index whole while it rebuilds", async () => {
    putAll("noted");
    await minutes.run();
    const old = minutes.content();
    putAll("deferred");
    for (const most of [20, 400]) {
      const ended = await killedIngest(delay(most), "--rebuild");
      const content = minutes.content();
      const fresh = content.fingerprint !== old.fingerprint;
      expect(content).toEqual(fresh ? await freshContent() : old);
      expect(fresh || !ended).toBe(true);
    }
  });
});
