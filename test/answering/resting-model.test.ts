import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { chatClient } from "../../src/adapters/chat-client.ts";
import {
  FIRST_REST_MS,
  LONGEST_REST_MS,
  restingAfterFailure,
} from "../../src/answering/resting-model.ts";
import { promptFor } from "../../src/answering/language-model-prompt.ts";
import {
  chatServer,
  finishes,
  keepsSilent,
  says,
  sends,
  stalls,
  type Script,
} from "../fixtures/chat-server.ts";

const SHAPE = { name: "shape", schema: { type: "object" } };
const { messages } = promptFor("Who?", [{ id: "1", text: "Somebody." }]);
const RESTING = { ok: false, reason: "resting" };
const TIMEOUT = { ok: false, reason: "timeout" };
const GOOD = { ok: true, text: "Hello" };

let server: Awaited<ReturnType<typeof chatServer>>;
beforeAll(async () => {
  server = await chatServer();
  // The first request of a process takes long; none is to fail for that.
  server.follow(says("Hello"));
  await chatClient({ baseUrl: server.baseUrl, model: "toy", timeout: 60_000 }).complete(
    messages,
    SHAPE,
  );
});
afterAll(() => server.close());

/** The time, which only tests move. */
let clock = 0;
let model: ReturnType<typeof restingAfterFailure>;
beforeEach(() => {
  clock = 0;
  const client = chatClient({ baseUrl: server.baseUrl, model: "toy", timeout: 5_000, stall: 400 });
  model = restingAfterFailure(client, () => clock);
});

async function ask(script: Script, signal?: AbortSignal) {
  server.follow(script);
  const before = server.asked.length;
  const reply = await model.complete(messages, SHAPE, signal);
  return { reply, asked: server.asked.length - before };
}

test.each([
  ["hangs", keepsSilent, "timeout"],
  ["stalls", stalls, "timeout"],
  ["is asked too much", sends(429, "{}"), "rate-limited"],
])("a model that %s is not asked again until its rest is over", async (_, script, reason) => {
  expect(await ask(script)).toEqual({ reply: { ok: false, reason }, asked: 1 });
  expect(await ask(says("Hello"))).toEqual({ reply: RESTING, asked: 0 });
  clock = FIRST_REST_MS - 1;
  expect(await ask(says("Hello"))).toEqual({ reply: RESTING, asked: 0 });
  clock = FIRST_REST_MS;
  expect(await ask(says("Hello"))).toEqual({ reply: GOOD, asked: 1 });
  expect(await ask(says("Hello"))).toEqual({ reply: GOOD, asked: 1 });
});

test("a server that is not there is left alone too", async () => {
  const gone = await chatServer();
  await gone.close();
  const nobody = chatClient({ baseUrl: gone.baseUrl, model: "toy", timeout: 5_000 });
  const resting = restingAfterFailure(nobody, () => clock);
  expect(await resting.complete(messages, SHAPE)).toEqual({ ok: false, reason: "unreachable" });
  expect(await resting.complete(messages, SHAPE)).toEqual(RESTING);
});

test.each([
  ["answers 500", sends(500, "{}")],
  ["refuses", finishes("content_filter", { content: "" })],
  ["writes nonsense", sends(200, "{}")],
])("a model that %s made nobody wait, and is asked again", async (_, script) => {
  expect((await ask(script)).reply.ok).toBe(false);
  expect(await ask(says("Hello"))).toEqual({ reply: GOOD, asked: 1 });
});

test("each failure after a rest makes the next one longer, up to a limit; an answer ends that", async () => {
  const rests = [1, 2, 4, 8].map((times) => times * FIRST_REST_MS);
  for (const rest of [...rests, LONGEST_REST_MS, LONGEST_REST_MS]) {
    expect(await ask(keepsSilent)).toEqual({ reply: TIMEOUT, asked: 1 });
    clock += rest - 1;
    expect(await ask(keepsSilent)).toEqual({ reply: RESTING, asked: 0 });
    clock += 1;
  }
  expect((await ask(says("Hello"))).reply).toEqual(GOOD);
  expect((await ask(keepsSilent)).reply).toEqual(TIMEOUT);
  clock += FIRST_REST_MS;
  expect((await ask(says("Hello"))).reply).toEqual(GOOD);
});

test("while one question tries it after a rest, the others do not wait; one that is given up lets the next try", async () => {
  await ask(keepsSilent);
  clock += FIRST_REST_MS;
  const stop = new AbortController();
  const trial = ask(keepsSilent, stop.signal);
  expect(await model.complete(messages, SHAPE)).toEqual(RESTING);
  stop.abort();
  expect((await trial).reply).toEqual({ ok: false, reason: "stopped" });
  expect(await ask(says("Hello"))).toEqual({ reply: GOOD, asked: 1 });
});

test("questions that hang together cost one rest", async () => {
  server.follow(keepsSilent);
  const replies = await Promise.all([1, 2, 3].map(() => model.complete(messages, SHAPE)));
  expect(replies).toEqual([TIMEOUT, TIMEOUT, TIMEOUT]);
  clock += FIRST_REST_MS;
  expect((await ask(says("Hello"))).reply).toEqual(GOOD);
});
