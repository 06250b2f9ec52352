import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { LIMITS } from "../../src/http/limits.ts";
import {
  AskOutput,
  FetchOutput,
  QuoteOutput,
  SearchOutput,
  type FetchOutput as FetchedPart,
} from "../../src/http/mcp/outputs.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { called, connectHttp, refusalOf } from "./mcp-client.ts";
import { serveEngine, type Served } from "./seed-server.ts";

const QUESTION = "What was said about gangs?";
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

  test("fetch gives a long document in parts that begin with a passage, and loses nothing", async () => {
    const view = engine.document(engine.documents({}).documents[0]?.id ?? "");
    if (!view) throw new Error("there is no document");
    const copies = Array.from({ length: 40 }, (_, i) => i * view.text.length);
    const passages = copies.flatMap((by) =>
      view.passages.map((each) => ({ ...each, start: each.start + by, end: each.end + by })),
    );
    const long = { ...view, text: view.text.repeat(copies.length), passages };
    const serving = await serveEngine({ ...engine, document: () => long });
    const own = await connectHttp(serving.url);
    const starts = new Set([0, ...passages.map(({ start }) => start)]);
    const part = (offset: number) =>
      called(own, FetchOutput, "fetch", { id: view.id, offset }).then(({ value }) => value);
    const parts = [await part(0)];
    for (let next = parts[0]?.metadata.nextOffset; next !== undefined;) {
      const given: FetchedPart = await part(next);
      parts.push(given);
      next = given.metadata.nextOffset;
    }
    for (const { text, metadata } of parts) {
      expect(starts).toContain(metadata.start);
      expect(text.length).toBeLessThanOrEqual(80_000);
    }
    const text = parts.map((each) => each.text).join("");
    expect(text).toBe(long.text);
    expect(text.length).toBeGreaterThan(160_000);
    await own.close();
    await serving.close();
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
