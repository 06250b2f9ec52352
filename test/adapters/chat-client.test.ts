import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chatClient } from "../../src/adapters/chat-client.ts";
import { promptFor } from "../../src/answering/language-model-prompt.ts";
import {
  breaksOff,
  chatServer,
  endsEarly,
  finishes,
  floods,
  keepsSilent,
  openStream,
  says,
  sends,
  stalls,
  type Script,
} from "../fixtures/chat-server.ts";

const SHAPE = { name: "shape", schema: { type: "object" } };
const { messages } = promptFor("Who?", [{ id: "1", text: "Somebody." }]);

let server: Awaited<ReturnType<typeof chatServer>>;
beforeAll(async () => void (server = await chatServer()));
afterAll(() => server.close());

const clientOf = (options: object = {}) =>
  chatClient({ baseUrl: server.baseUrl, model: "toy", timeout: 5_000, ...options });

function reply(script: Script, options: object = {}) {
  server.follow(script);
  return clientOf(options).complete(messages, SHAPE);
}

const json = (value: unknown) => sends(200, JSON.stringify(value));
const message = { role: "assistant", content: "Hello" };

test("a streamed reply is put together, whatever its pieces", async () => {
  const text = "Grüße, “quoted” – 24 £ 🙂";
  expect(await reply(says(text))).toEqual({ ok: true, text });
});

test("a reply in one piece is taken, too", async () => {
  expect(await reply(finishes("stop", message))).toEqual({ ok: true, text: "Hello" });
});

test("a stream with comments, usage and line ends of any kind is read", async () => {
  const script: Script = (_, response) =>
    void openStream(response).end(
      `: waiting\r\n\r\ndata: {"choices":[{"delta":{"role":"assistant"}}]}\r\n\r\n` +
        `data: {"choices":[{"delta":{"content":"Hello"}}]}\r\n\r\n` +
        `data: {"choices":[],"usage":{}}\r\n\r\ndata: [DONE]\r\n\r\n`,
    );
  expect(await reply(script)).toEqual({ ok: true, text: "Hello" });
});

test("the request says what is asked, of whom, and by which key", async () => {
  await reply(says("Hello"), { apiKey: "secret", baseUrl: `${server.baseUrl}/` });
  const { body, authorization } = server.asked.at(-1)!;
  expect(authorization).toBe("Bearer secret");
  expect(body).toMatchObject({ model: "toy", stream: true, temperature: 0, messages });
  expect(body["response_format"]).toMatchObject({ type: "json_schema", json_schema: SHAPE });
});

test("no key is sent where there is none", async () => {
  await reply(says("Hello"));
  expect(server.asked.at(-1)?.authorization).toBeUndefined();
});

test("a server that knows no structured output is asked without", async () => {
  const script: Script = (asked, response) =>
    asked.body["response_format"]
      ? sends(400, "{}")(asked, response)
      : says("Hello")(asked, response);
  expect(await reply(script)).toEqual({ ok: true, text: "Hello" });
});

test.each([
  ["status 500", sends(500, "{}"), "failed"],
  ["status 503", sends(503, "{}"), "failed"],
  ["status 401", sends(401, "{}"), "failed"],
  ["status 400, twice", sends(400, "{}"), "failed"],
  ["status 429", sends(429, "{}", "application/json", { "retry-after": "60" }), "rate-limited"],
  ["a page", sends(200, "<!doctype html><title>Log in</title>", "text/html"), "broken"],
  ["nothing", sends(200, ""), "broken"],
  ["JSON that is no completion", json({ answer: "Hello" }), "broken"],
  ["JSON null", json(null), "broken"],
  ["no choice", json({ choices: [] }), "broken"],
  ["choices that are none", json({ choices: [null, 7] }), "broken"],
  ["an empty text", finishes("stop", { content: "" }), "broken"],
  ["a text that is none", finishes("stop", { content: { a: 1 } }), "broken"],
  ["a text cut at its greatest length", finishes("length", message), "broken"],
  [
    "a refusal",
    finishes("stop", { content: null, refusal: "I cannot help with that." }),
    "refused",
  ],
  ["a filtered text", finishes("content_filter", message), "refused"],
  [
    "an error in the stream",
    (_, response) =>
      void openStream(response).end(
        'data: {"error":{"message":"out of memory"}}\n\ndata: [DONE]\n\n',
      ),
    "broken",
  ],
  [
    "a stream that is no JSON",
    (_, response) => void openStream(response).end("data: hello\n\ndata: [DONE]\n\n"),
    "broken",
  ],
  ["a stream that ends early", endsEarly, "broken"],
  ["a connection that breaks", breaksOff, "broken"],
  ["10 MB in a stream", floods, "too-large"],
  [
    "10 MB in one piece",
    sends(
      200,
      JSON.stringify({
        choices: [{ message: { content: "word ".repeat(2_000_000) }, finish_reason: "stop" }],
      }),
    ),
    "too-large",
  ],
] as [string, Script, string][])("%s is %s", async (_, script, reason) => {
  expect(await reply(script)).toEqual({ ok: false, reason });
});

test("a server that says nothing, or stops in the midst, is given up", async () => {
  expect(await reply(keepsSilent, { timeout: 100 })).toEqual({ ok: false, reason: "timeout" });
  expect(await reply(stalls, { timeout: 60_000, stall: 100 })).toEqual({
    ok: false,
    reason: "timeout",
  });
});

test("a server that drips for ever is given up when the time is over", async () => {
  const drips: Script = (_, response) => {
    const timer = setInterval(() => response.write(": still thinking\n\n"), 10);
    openStream(response).once("close", () => clearInterval(timer));
  };
  expect(await reply(drips, { timeout: 200, stall: 150 })).toEqual({
    ok: false,
    reason: "timeout",
  });
});

test("when nobody waits any more, the request ends at the server, too", async () => {
  const gone = new Promise<void>((resolve) => {
    server.follow((asked, response) => {
      response.once("close", resolve);
      stalls(asked, response);
      stop.abort();
    });
  });
  const stop = new AbortController();
  const replied = clientOf().complete(messages, SHAPE, stop.signal);
  expect(await replied).toEqual({ ok: false, reason: "stopped" });
  await gone;
});

test("a server that is not there is unreachable", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  taken.close();
  await once(taken, "close");
  const there = clientOf({ baseUrl: `http://127.0.0.1:${port}/v1` });
  expect(await there.complete(messages, SHAPE)).toEqual({ ok: false, reason: "unreachable" });
});

test("a redirect is not followed: nothing is sent to another place", async () => {
  const elsewhere = await chatServer();
  const location = `${elsewhere.baseUrl}/chat/completions`;
  expect(await reply(sends(307, "", "text/plain", { location }))).toMatchObject({ ok: false });
  expect(elsewhere.asked).toEqual([]);
  await elsewhere.close();
});

test("a stalled reply is given up even when memory is swept meanwhile", async () => {
  setFlagsFromString("--expose-gc");
  const sweep = runInNewContext("gc") as () => void;
  const sweeping = setInterval(sweep, 50);
  try {
    expect(await reply(stalls, { stall: 600 })).toEqual({ ok: false, reason: "timeout" });
  } finally {
    clearInterval(sweeping);
  }
});
