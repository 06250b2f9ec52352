import OpenAI, { APIError } from "openai";
import { describe, expect, test } from "vitest";
import { LOCAL_ACCESS } from "../../src/http/access.ts";
import { LIMITS } from "../../src/http/limits.ts";
import { clientOf, MODEL, only, seedChat, user } from "./openai-client.ts";
import { serveEngine } from "./seed-server.ts";

const GANGS = "What was said about gangs?";

const { parts, chat } = seedChat();

describe("a bound on the text", () => {
  test("leaves out whole statements, with their sources, and says so", async () => {
    const whole = only((await chat([user(GANGS)])).choices).message;
    const bounds = Array.from({ length: 12 }, (_, i) => (i + 1) * 25);
    const lengths = new Set<number>();
    for (const most of bounds) {
      const { choices, usage } = await chat([user(GANGS)], { max_completion_tokens: most });
      const { message, finish_reason } = only(choices);
      const content = message.content ?? "";
      const [said = ""] = content.split("\n\nSources:");
      expect(usage?.completion_tokens).toBeLessThanOrEqual(most);
      expect(whole.content?.startsWith(said)).toBe(true);
      expect(said === "" || said.endsWith("]")).toBe(true);
      expect(finish_reason).toBe(content === whole.content ? "stop" : "length");
      expect(content.match(/^- \[/gm)?.length ?? 0).toBe(message.annotations?.length);
      lengths.add(content.length);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });

  test("max_tokens is the same by its older name", async () => {
    const { choices } = await chat([user(GANGS)], { max_tokens: 1 });
    expect(only(choices)).toMatchObject({ finish_reason: "length", message: { content: "" } });
  });

  test("a text to stop at ends it before, at a whole statement", async () => {
    const whole = only((await chat([user(GANGS)])).choices).message.content ?? "";
    const { choices } = await chat([user(GANGS)], { stop: ["nowhere in it", "[2]"] });
    const { message, finish_reason } = only(choices);
    expect(finish_reason).toBe("stop");
    expect(message.content).toBe(whole.slice(0, whole.indexOf("[1]") + 3));
    expect(message.annotations).toHaveLength(1);
    const sources = only((await chat([user(GANGS)], { stop: "\n\nSources" })).choices).message;
    expect(sources.content).toBe(whole.split("\n\nSources")[0]);
  });
});

describe("what is refused", () => {
  const refused = (request: Promise<unknown>) =>
    request.then(
      () => {
        throw new Error("was not refused");
      },
      (error: unknown) => {
        if (!(error instanceof APIError)) throw error;
        const { status, type, param, code, message } = error;
        return { status, type, param, code, message };
      },
    );
  const invalid = "invalid_request_error";
  const image = { type: "image_url", image_url: { url: "https://example.org/a.png" } };
  const long = "a".repeat(LIMITS.question + 1);

  test.each([
    ["no messages", { messages: [] }, "messages", "at least one message"],
    ["no list", { messages: "hello" }, "messages", "expected a list of messages"],
    ["no user", { messages: [{ role: "system", content: "a" }] }, "messages", "no message of role"],
    [
      "a strange role",
      { messages: [{ role: "boss", content: "a" }] },
      "messages[0].role",
      "system",
    ],
    ["an empty question", { messages: [user(" ")] }, "messages[0].content", "must not be empty"],
    ["a long question", { messages: [user(long)] }, "messages[0].content", "at most 2,000"],
    [
      "an image",
      { messages: [{ role: "user", content: [image] }] },
      "messages[0].content",
      "only text",
    ],
    [
      "a number",
      { messages: [{ role: "user", content: 7 }] },
      "messages[0].content",
      "a text or a",
    ],
    ["no choice", { n: 0 }, "n", "from 1 to 128"],
    ["too many stops", { stop: ["a", "b", "c", "d", "e"] }, "stop", "at most 4"],
    ["no words", { max_tokens: 0 }, "max_tokens", "above 0"],
    ["a stream of what", { stream: "yes" }, "stream", "true or false"],
  ])("%s", async (_, wrong, param, words) => {
    const error = await refused(chat([user(GANGS)], wrong));
    expect(error).toMatchObject({ status: 400, type: invalid, param, code: null });
    expect(error.message).toContain(words);
  });

  test("a model that there is not", async () => {
    const wrong = await refused(chat([user(GANGS)], { model: "gpt-4o" }));
    const error = { status: 404, type: invalid, param: "model", code: "model_not_found" };
    expect(wrong).toMatchObject(error);
    expect(await refused(parts.client.models.retrieve("gpt-4o"))).toMatchObject(error);
  });

  test("an address that there is not, and a method that it does not take", async () => {
    const embed = parts.client.embeddings.create({ model: MODEL, input: "a" });
    expect(await refused(embed)).toMatchObject({ status: 404, type: invalid });
    expect(await refused(parts.client.models.delete(MODEL))).toMatchObject({
      status: 405,
      type: invalid,
    });
  });

  test("a body that is too large", async () => {
    const large = user("a".repeat(LIMITS.chatBodyBytes));
    expect(await refused(chat([large]))).toMatchObject({ status: 413, type: invalid });
  });

  test("a key that is not one, where keys are set", async () => {
    const key = "a-key-for-the-tests-of-chats";
    const access = { ...LOCAL_ACCESS, keys: [key], keyRate: 2 };
    const guarded = await serveEngine(parts.engine, { access });
    const asking = (apiKey: string) =>
      new OpenAI({ baseURL: `${guarded.url}/v1`, apiKey, maxRetries: 0 }).models.list();
    const wrong = { status: 401, type: invalid, code: "invalid_api_key" };
    expect(await refused(asking("another"))).toMatchObject(wrong);
    for (const { id } of [...(await asking(key)).data, ...(await asking(key)).data])
      expect(id).toBe(MODEL);
    const often = { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" };
    expect(await refused(asking(key))).toMatchObject(often);
    await guarded.close();
  });

  test("any question while the index is being loaded", async () => {
    const loading = await serveEngine(undefined);
    const request = { model: MODEL, messages: [user(GANGS)] };
    const error = await refused(clientOf(loading.url).chat.completions.create(request));
    await loading.close();
    expect(error).toMatchObject({ status: 503, type: "server_error", code: "service_unavailable" });
  });
});
