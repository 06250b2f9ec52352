import OpenAI from "openai";
import type { ChatCompletionChunk } from "openai/resources/index";
import { describe, expect, test } from "vitest";
import { clientOf, MODEL, only, seedChat, user } from "./openai-client.ts";
import { serveEngine, waitingEngine } from "./seed-server.ts";

const GANGS = "What was said about gangs?";

const { parts, chat } = seedChat();

describe("a stream", () => {
  async function streamed(more: object = {}) {
    const request = { model: MODEL, messages: [user(GANGS)], stream: true as const, ...more };
    const chunks: ChatCompletionChunk[] = [];
    for await (const chunk of await parts.client.chat.completions.create(request))
      chunks.push(chunk);
    return chunks;
  }

  test("has the same text and annotations, all in the last delta", async () => {
    const chunks = await streamed();
    const { message, finish_reason } = only((await chat([user(GANGS)])).choices);
    const deltas = chunks.map(({ choices }) => only(choices));
    expect(deltas[0]?.delta.role).toBe("assistant");
    expect(deltas.map(({ delta }) => delta.content ?? "").join("")).toBe(message.content);
    expect(deltas.length).toBeGreaterThan(4);
    expect(deltas.at(-1)).toMatchObject({
      finish_reason,
      delta: { annotations: message.annotations },
    });
    expect(deltas.slice(0, -1).every((delta) => delta.finish_reason === null)).toBe(true);
    expect(new Set(chunks.map(({ id }) => id)).size).toBe(1);
    expect(chunks.every(({ usage }) => usage === undefined)).toBe(true);
  });

  test("ends with the usage when asked for", async () => {
    const chunks = await streamed({ stream_options: { include_usage: true } });
    const { usage } = await chat([user(GANGS)]);
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  test("has every choice", async () => {
    const chunks = await streamed({ n: 2 });
    const { message } = only((await chat([user(GANGS)])).choices);
    for (const index of [0, 1]) {
      const own = chunks.flatMap(({ choices }) => choices.filter((each) => each.index === index));
      expect(own.map(({ delta }) => delta.content ?? "").join("")).toBe(message.content);
      expect(own.at(-1)?.finish_reason).toBe("stop");
    }
  });

  test("is put together by the client's own helper, with nothing lost", async () => {
    const stream = parts.client.chat.completions.stream({ model: MODEL, messages: [user(GANGS)] });
    const final = only((await stream.finalChatCompletion()).choices).message;
    const { message } = only((await chat([user(GANGS)])).choices);
    expect(final).toMatchObject({ ...message });
  });

  test("is events that end with [DONE]", async () => {
    const response = await fetch(`${parts.served.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: MODEL, messages: [user(GANGS)], stream: true }),
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = (await response.text()).trim().split("\n\n");
    expect(events.every((event) => event.startsWith("data: "))).toBe(true);
    expect(events.at(-1)).toBe("data: [DONE]");
  });

  test("that fails on the way is an error of the client, and is logged", async () => {
    const ask = () => Promise.reject(new Error("the disk is gone"));
    const failing = await serveEngine({ ...parts.engine, ask });
    const request = { model: MODEL, messages: [user(GANGS)], stream: true as const };
    const stream = await clientOf(failing.url).chat.completions.create(request);
    const read = async () => {
      for await (const chunk of stream) expect(chunk.choices).toHaveLength(1);
    };
    await expect(read()).rejects.toThrow("the server failed to answer");
    expect(failing.lines.find(({ level }) => level === "error")?.message).toBe(
      "a streamed reply failed",
    );
    await failing.close();
  });
});

/** How many pieces a client got before it left, without a stream none. */
async function piecesUntilLeft(url: string, stream: boolean, signal: AbortSignal) {
  const request = { model: MODEL, messages: [user(GANGS)], stream };
  let pieces = 0;
  try {
    const given = await clientOf(url).chat.completions.create(request, { signal });
    if (Symbol.asyncIterator in given) for await (const chunk of given) pieces += chunk ? 1 : 0;
    else pieces = Infinity;
  } catch (reason) {
    if (!(reason instanceof OpenAI.APIUserAbortError)) throw reason;
  }
  return pieces;
}

test.each([
  [true, 1],
  [false, 0],
])("a client that goes away (stream: %s) stops the work, and is no fault", async (stream, got) => {
  const waiting = waitingEngine(parts.engine);
  const left = await serveEngine(waiting.engine);
  const leave = new AbortController();
  const pieces = piecesUntilLeft(left.url, stream, leave.signal);
  await waiting.begun;
  leave.abort();
  expect(await pieces).toBeLessThanOrEqual(got);
  await expect.poll(() => waiting.ended.length).toBe(1);
  expect(await waiting.ended[0]).toEqual({ reason: expect.anything() });
  await left.close();
  expect(left.lines.filter(({ level }) => level === "error")).toEqual([]);
});
