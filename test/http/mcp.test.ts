import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { LOCAL_ACCESS } from "../../src/http/access.ts";
import { LIMITS } from "../../src/http/limits.ts";
import { AskOutput, FetchOutput, QuoteOutput, SearchOutput } from "../../src/http/mcp/outputs.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { called, connectHttp, refusalOf } from "./mcp-client.ts";
import { posted } from "./seed-app.ts";
import { serveEngine, waitingEngine, type Served } from "./seed-server.ts";

const QUESTION = "What was said about gangs?";
const KEY = "a-key-for-the-tests-of-the-tools";
const QUOTE = "they would be given far more personalised support";

let engine: Engine;
let served: Served;
let client: Client;

beforeAll(async () => {
  engine = await openSeedEngine();
  served = await serveEngine(engine);
  client = await connectHttp(served.url);
}, 60_000);
afterAll(async () => {
  await client.close();
  await served.close();
  await engine.close();
});

const search = (given: object) => called(client, SearchOutput, "search", { ...given });
const fetched = (id: string, more: object = {}) =>
  called(client, FetchOutput, "fetch", { id, ...more });

test("greets a client with what it is for", () => {
  expect(client.getServerVersion()).toMatchObject({ name: "ask-the-minutes" });
  expect(client.getInstructions()).toContain("Quote word for word");
});

describe("the tools", () => {
  test("tell what they take and give, and make an agent quote and cite", async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["search", "fetch", "ask", "quote_check"]);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description).toMatch(/quot/i);
      expect(description).toMatch(/url|link|place/i);
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(inputSchema.required).toHaveLength(1);
      expect(outputSchema).toMatchObject({ type: "object" });
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
    expect(tools[0]?.inputSchema.properties).toMatchObject({
      query: { type: "string", maxLength: LIMITS.question },
      limit: { type: "integer", minimum: 1, maximum: LIMITS.page, default: 10 },
      council: { type: "array", items: { type: "string" } },
    });
  });

  test("search finds what the API finds, with whole links, and says the same as text", async () => {
    const given = { query: "gangs", limit: 3, kind: ["discussion"] };
    const { value, text } = await search(given);
    const found = await engine.search({ ...given, filters: { kind: ["discussion"] } });
    expect(value.results.map(({ id }) => id)).toEqual(
      found.results.map(({ passage }) => passage.id),
    );
    expect(value.results).toHaveLength(3);
    expect(JSON.parse(text)).toEqual(value);
    for (const { url } of value.results)
      expect(await (await fetch(url)).text()).toContain('<mark id="passage">');
  });

  test("search keeps to its filters and goes on from an offset", async () => {
    const council = ["Islington", "Havering"];
    const { value } = await search({ query: "children", council, limit: 100 });
    expect(new Set(value.results.map((found) => found.council))).toEqual(new Set(council));
    const rest = await search({ query: "children", council, limit: 2, offset: 2 });
    expect(rest.value.results).toEqual(value.results.slice(2, 4));
  });

  test("fetch gives the passage that search found, with its place and its neighbours", async () => {
    const { value } = await search({ query: "gangs", limit: 1 });
    const [found] = value.results;
    const passage = (await fetched(found?.id ?? "")).value;
    expect(passage).toMatchObject({ title: found?.title, text: found?.text, url: found?.url });
    const next = (await fetched(passage.metadata.next ?? "")).value;
    expect(next.metadata.previous).toBe(passage.id);
    const document = (await fetched(passage.metadata.documentId)).value;
    const { start, end } = passage.metadata;
    expect(document.text.slice(start, end)).toBe(passage.text);
  });

  test("fetch gives the whole text of a document", async () => {
    for (const { id } of engine.documents({}).documents) {
      const { value, text } = await fetched(id);
      expect(value.text).toBe(engine.document(id)?.text);
      expect(value.metadata).toMatchObject({ type: "document", start: 0, end: value.text.length });
      expect(value.metadata.nextOffset).toBeUndefined();
      expect(JSON.parse(text)).toEqual(value);
    }
  });

  test("fetch goes on in a document from an offset, and past its end gives nothing", async () => {
    const id = engine.documents({}).documents[0]?.id ?? "";
    const text = engine.document(id)?.text ?? "";
    expect((await fetched(id, { offset: 100 })).value.text).toBe(text.slice(100));
    expect((await fetched(id, { offset: 1e9 })).value.text).toBe("");
  });

  test("ask answers with quotations, markers and whole links", async () => {
    const { value, text } = await called(client, AskOutput, "ask", { question: QUESTION });
    const answer = await engine.ask({ question: QUESTION });
    expect(value.statements).toEqual(answer.statements);
    expect(text).toContain(answer.answer);
    expect(value.citations.length).toBeGreaterThan(0);
    for (const [i, { n, url, quote }] of value.citations.entries()) {
      expect(url).toBe(`${served.url}${answer.citations[i]?.url}`);
      expect(text).toMatch(new RegExp(`^- \\[${n}\\] .*: `, "m"));
      expect(text).toContain(url);
      const checked = await called(client, QuoteOutput, "quote_check", { quote });
      expect(checked.value.status).toBe("exact");
    }
  });

  test("ask follows up what was said before, within filters", async () => {
    const history = [
      { role: "user", content: "What was said about gangs in Hammersmith and Fulham?" },
      { role: "assistant", content: "Vic Daniels asked about them." },
    ];
    const given = { question: "What about Islington?", history, council: ["Islington"], limit: 2 };
    const { value } = await called(client, AskOutput, "ask", given);
    expect(value.standaloneQuestion).toContain("gangs");
    expect(value.citations.every(({ council }) => council === "Islington")).toBe(true);
  });

  test("ask says that nothing was found", async () => {
    const question = "Who won the football world cup in 1966?";
    const { value, text } = await called(client, AskOutput, "ask", { question });
    expect(value).toMatchObject({ status: "not-found", citations: [] });
    expect(text).toMatch(/^I could not find this/);
  });

  test("quote_check tells a true quotation from an altered and a made-up one", async () => {
    const check = (quote: string) => called(client, QuoteOutput, "quote_check", { quote });
    const exact = await check(QUOTE);
    expect(exact.value.status).toBe("exact");
    expect(exact.text).toMatch(/^Exact.*\n- “they would be given .*: http:/);
    const altered = await check(QUOTE.replace("far more", "much less"));
    expect(altered.value.status).toBe("altered");
    expect(altered.text).toContain(`“${QUOTE}”`);
    const made = await check("the moon is made of green cheese and nothing else");
    expect(made.value).toEqual({ status: "not-found", matches: [] });
  });
});

describe("what a tool refuses", () => {
  test.each([
    ["fetch", { id: "none" }, 'no passage or document with the id "none"'],
    ["search", {}, "query: is required"],
    ["search", { query: " " }, "must not be empty"],
    ["search", { query: "a", town: "b" }, "is not known: expected query"],
    ["search", { query: "a", limit: 1000 }, "from 1 to 100"],
    ["search", { query: "a", from: "2017-02-30" }, "a day that exists"],
    ["ask", { question: "a".repeat(LIMITS.question + 1) }, "at most 2,000"],
    ["quote_check", {}, "quote: is required"],
  ])("%s %j", async (name, given, words) => {
    expect(await refusalOf(client, name, given)).toContain(words);
  });

  test("a fault of the inside stays inside, and is logged", async () => {
    const quoteCheck = () => {
      throw new Error("the disk is gone");
    };
    const failing = await serveEngine({ ...engine, quoteCheck });
    const own = await connectHttp(failing.url);
    expect(await refusalOf(own, "quote_check", { quote: QUOTE })).toMatch(/^the server failed to/);
    const logged = failing.lines.find(({ level }) => level === "error");
    expect(logged).toMatchObject({ message: "a tool failed", fields: { err: expect.any(Error) } });
    await own.close();
    await failing.close();
  });
});

describe.each(["legacy", "auto"] as const)("a client that speaks the protocol %s", (mode) => {
  test("gets the same tools and answers", async () => {
    const own = await connectHttp(served.url, {}, mode);
    expect((await own.listTools()).tools).toEqual((await client.listTools()).tools);
    const { value } = await called(own, AskOutput, "ask", { question: QUESTION });
    expect(value.statements).toEqual((await engine.ask({ question: QUESTION })).statements);
    await own.close();
  });

  test("stops the work when it goes away", async () => {
    const waiting = waitingEngine(engine);
    const left = await serveEngine(waiting.engine);
    const own = await connectHttp(left.url, {}, mode);
    const given = { name: "ask", arguments: { question: QUESTION } };
    const leave = new AbortController();
    const asked = own.callTool(given, { signal: leave.signal }).then(
      () => "answered",
      () => "gone",
    );
    await waiting.begun;
    leave.abort();
    await own.close();
    expect(await asked).toBe("gone");
    await expect.poll(() => waiting.ended.length).toBe(1);
    expect(await waiting.ended[0]).toEqual({ reason: expect.anything() });
    await left.close();
    expect(left.lines.filter(({ level }) => level === "error")).toEqual([]);
  });
});

test("a client needs a key where keys are set", async () => {
  const guarded = await serveEngine(engine, { access: { ...LOCAL_ACCESS, keys: [KEY] } });
  await expect(connectHttp(guarded.url)).rejects.toThrow("401");
  const own = await connectHttp(guarded.url, { authorization: `Bearer ${KEY}` });
  expect((await own.listTools()).tools).toHaveLength(4);
  await own.close();
  await guarded.close();
});

describe("the Origin of a request", () => {
  const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
  const accept = "application/json, text/event-stream";
  const statusFor = (url: string, origin: string) =>
    fetch(`${url}/mcp`, posted(ping, { origin, accept })).then(({ status }) => status);

  test.each(["http://localhost:5173", "http://127.0.0.1:8080", "http://[::1]:3000"])(
    "%s is of this machine and may ask",
    async (origin) => expect(await statusFor(served.url, origin)).toBe(200),
  );

  test.each([
    "https://evil.example",
    "http://localhost.evil.example",
    "http://127.0.0.1.evil.example",
    "null",
    "nonsense",
  ])("%s may not", async (origin) => {
    const response = await fetch(`${served.url}/mcp`, posted(ping, { origin, accept }));
    expect(response.status).toBe(403);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    await expect(connectHttp(served.url, { origin })).rejects.toThrow("403");
  });

  test("may be that of the public address and of the sites allowed", async () => {
    const publicUrl = "https://minutes.example.org/ask";
    const access = { ...LOCAL_ACCESS, corsOrigins: ["https://chat.example.org"] };
    const open = await serveEngine(engine, { publicUrl, access });
    expect(await statusFor(open.url, "https://minutes.example.org")).toBe(200);
    expect(await statusFor(open.url, "https://chat.example.org")).toBe(200);
    expect(await statusFor(open.url, "https://evil.example")).toBe(403);
    const own = await connectHttp(open.url);
    const { value } = await called(own, SearchOutput, "search", { query: "gangs", limit: 1 });
    expect(value.results[0]?.url).toMatch(/^https:\/\/minutes\.example\.org\/ask\/documents\//);
    await own.close();
    await open.close();
  });
});

describe("the transport", () => {
  const statusOf = (init: RequestInit) =>
    fetch(`${served.url}/mcp`, init).then(({ status }) => status);

  test("has no stream to open and no session to end", async () => {
    for (const method of ["GET", "DELETE"]) {
      const response = await fetch(`${served.url}/mcp`, { method });
      expect({ status: response.status, allow: response.headers.get("allow") }).toEqual({
        status: 405,
        allow: "POST",
      });
    }
  });

  test("refuses what is not JSON, and what is too large", async () => {
    const accept = "application/json, text/event-stream";
    expect(await statusOf(posted("{", { accept }))).toBe(400);
    const large = posted({ text: "a".repeat(LIMITS.bodyBytes) }, { accept });
    expect(await statusOf(large)).toBe(413);
    expect(await statusOf(posted("a=b", { accept, "content-type": "text/plain" }))).toBe(415);
  });

  test("says so while the index is being loaded", async () => {
    const loading = await serveEngine(undefined);
    const response = await fetch(`${loading.url}/mcp`, posted({}));
    expect({ status: response.status, after: response.headers.get("retry-after") }).toEqual({
      status: 503,
      after: "2",
    });
    await loading.close();
  });

  test("answers have the headers of every answer", async () => {
    const ping = posted(
      { jsonrpc: "2.0", id: 1, method: "ping" },
      { accept: "application/json, text/event-stream" },
    );
    const { headers } = await fetch(`${served.url}/mcp`, ping);
    expect(headers.get("x-request-id")).toMatch(/\w/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });
});
