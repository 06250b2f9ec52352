import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { serveEngine, waitingEngine } from "./seed-server.ts";

const question = "What was said about gangs?";
const EVENTS = "text/event-stream";

let engine: Engine;

beforeAll(async () => {
  engine = await openSeedEngine();
}, 60_000);
afterAll(() => engine.close());

test("the status comes before the answer is there", async () => {
  const waiting = waitingEngine(engine);
  const served = await serveEngine(waiting.engine);
  const leave = new AbortController();
  const init = { ...posted({ question }, { accept: EVENTS }), signal: leave.signal };
  const response = await fetch(`${served.url}/api/ask`, init);
  const first = await response.body?.getReader().read();
  const text = new TextDecoder().decode(first?.value);
  expect(text).toBe('event: status\ndata: {"stage":"searching"}\n\n');
  leave.abort();
  await served.close();
});

test.each([EVENTS, "application/json"])(
  "a client that asks for %s and goes away stops the work, and is no fault",
  async (accept) => {
    const waiting = waitingEngine(engine);
    const served = await serveEngine(waiting.engine);
    const leave = new AbortController();
    const init = { ...posted({ question }, { accept }), signal: leave.signal };
    const reply = fetch(`${served.url}/api/ask`, init)
      .then((response) => response.text())
      .catch((reason: unknown) => String(reason));
    await waiting.begun;
    leave.abort();
    expect(await reply).toContain("aborted");
    await expect.poll(() => waiting.ended.length).toBe(1);
    expect(await waiting.ended[0]).toEqual({ reason: expect.anything() });
    await served.close();
    expect(served.lines.filter(({ level }) => level === "error")).toEqual([]);
  },
);

test("an answer that fails on the way ends with the problem, and is logged", async () => {
  const ask = () => Promise.reject(new Error("the disk is gone"));
  const served = await serveEngine({ ...engine, ask });
  const response = await fetch(`${served.url}/api/ask`, posted({ question }, { accept: EVENTS }));
  const [status = "", problem = ""] = (await response.text()).trim().split("\n\n");
  expect(status).toContain("event: status");
  expect(problem).toMatch(/^event: problem\ndata: .*"status":500/);
  expect(problem).not.toContain("disk");
  await served.close();
  expect(served.lines.find(({ level }) => level === "error")?.fields).toMatchObject({
    requestId: response.headers.get("x-request-id"),
  });
});
