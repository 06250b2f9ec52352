import { rmSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openEmbedder } from "../src/adapters/transformers-embedder.ts";
import { openEngine, type Engine } from "../src/engine.ts";
import { liveEngine } from "../src/live-engine.ts";
import type { Embedder } from "../src/retrieval/ports.ts";
import { meetings } from "./fixtures/meetings.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const minutes = minutesFolder();
const options = () => ({
  indexDir: minutes.indexDir,
  embedder,
  onWarning: (message: string) => void minutes.warnings.push(message),
});
let embedder: Embedder;
beforeAll(async () => void (embedder = await openEmbedder(bundledModel)));
afterAll(async () => {
  await embedder.close();
  minutes.remove();
});

const QUERIES = ["gangs", "foster carers", '"matter 3"', "meeting 7 matter 2"];

/** All that an engine says that tells one content from another: words, scores, places. */
async function saysOf(engine: Engine): Promise<unknown[]> {
  const says: unknown[] = [];
  for (const query of QUERIES) {
    const { took: _took, ...found } = await engine.search({ query, limit: 20 });
    const { took: _time, ...answer } = await engine.ask({ question: query });
    says.push(found, answer);
  }
  const { documents } = engine.documents({ limit: 100 });
  const [first] = documents;
  return [...says, documents, engine.document(first!.id), engine.quoteCheck("matter 3")];
}

async function saysAnew(): Promise<unknown[]> {
  const engine = await openEngine(options());
  try {
    return await saysOf(engine);
  } finally {
    await engine.close();
  }
}

it("while a changed index takes over, every answer is the old one or the new one, as if opened for it", async () => {
  for (const [source, text] of meetings(12, "noted")) minutes.put(source, text);
  await minutes.run();
  const live = await liveEngine(options());
  const old = live.current();
  const before = await saysOf(old);
  expect(before).toEqual(await saysAnew());
  const changed = new Map(meetings(12, "deferred"));
  const [gone, ...others] = [...changed.keys()];
  rmSync(join(minutes.folder, gone!));
  for (const source of others.slice(0, 3)) minutes.put(source, changed.get(source)!);
  minutes.put("0/first.txt", "Gangs\n\nCouncillor Patel asked about gangs in the parks.\n");
  await minutes.run({ prune: true });
  const taken = live.refresh();
  const seen: { index: string; says: unknown[] }[] = [];
  do {
    const engine = live.current();
    seen.push({ index: engine.index, says: await saysOf(engine) });
  } while ((await Promise.race([taken, setImmediate("not yet")])) === "not yet");
  expect(await taken).toBe(true);
  seen.push({ index: live.current().index, says: await saysOf(live.current()) });
  const after = await saysAnew();
  expect(seen.length).toBeGreaterThan(1);
  expect(after).not.toEqual(before);
  for (const { index, says } of seen) expect(says).toEqual(index === old.index ? before : after);
  expect(minutes.warnings).toEqual([]);
  await live.close();
});

it("an index that was built anew, or has a broken vector file, takes over like any other", async () => {
  const live = await liveEngine(options());
  await minutes.run({ rebuild: true });
  rmSync(join(minutes.indexDir, "generation-2", "vectors.hnsw"));
  expect(await live.refresh()).toBe(true);
  expect(minutes.warnings.splice(0)).toEqual([
    expect.stringMatching(/vectors\.hnsw is missing; building it again$/),
  ]);
  const says = await saysOf(live.current());
  expect(says).toEqual(await saysAnew());
  expect(await live.refresh()).toBe(false);
  await live.close();
});
