import type { z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer as AnswerValue } from "../../src/answering/model.ts";
import type { Engine } from "../../src/engine.ts";
import { Precedents, TextPrecedents } from "../../src/http/precedents-wire.ts";
import { SearchResults } from "../../src/http/search-wire.ts";
import * as wire from "../../src/http/wire.ts";
import { address, appOver, posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";

let engine: Engine;
let app: ReturnType<typeof appOver>["app"];

beforeAll(async () => {
  engine = await openSeedEngine();
  app = appOver(engine).app;
}, 60_000);
afterAll(() => engine.close());

/** The JSON of a 200, which must be exactly as the API describes it: no field more, none less. */
async function described<S extends z.ZodType>(schema: S, path: string, init?: RequestInit) {
  const response = await app.request(path, init);
  const body = await response.json();
  expect({ status: response.status, body }).toMatchObject({ status: 200 });
  const value = schema.parse(body);
  expect(value).toEqual(body);
  return value;
}

const gangs = () => described(SearchResults, "/api/search?q=gangs&limit=3");

async function firstPassage() {
  const { results } = await gangs();
  const first = results[0];
  if (!first) throw new Error("nothing found for gangs");
  return first.passage;
}

describe("GET /api/search", () => {
  test("finds passages, ranked from 1, that slice back to their document", async () => {
    const { results, query, mode } = await gangs();
    expect({ query, mode }).toEqual({ query: "gangs", mode: "hybrid" });
    expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    for (const { passage } of results) {
      const { text } = await described(wire.Document, `/api/documents/${passage.documentId}`);
      expect(text.slice(passage.start, passage.end)).toBe(passage.text);
    }
    expect(results[0]?.passage.text).toMatch(/gang/);
  });

  test.each(["hybrid", "semantic", "keyword"])("searches in mode %s", async (mode) => {
    const found = await described(SearchResults, address("/api/search", { q: "gangs", mode }));
    expect(found.mode).toBe(mode);
    expect(found.results.length).toBeGreaterThan(0);
  });

  test("searches without the reader where that is asked for", async () => {
    const query = { q: "gangs", mode: "hybrid" };
    const quick = await described(
      SearchResults,
      address("/api/search", { ...query, rerank: "false" }),
    );
    const read = await described(
      SearchResults,
      address("/api/search", { ...query, rerank: "true" }),
    );
    const asItIs = await described(SearchResults, address("/api/search", query));
    const ids = ({ results }: typeof read) =>
      results.map(({ passage, score }) => [passage.id, score]);
    expect(ids(asItIs)).toEqual(ids(read));
    expect(ids(quick)).not.toEqual(ids(read));
    expect(quick.total).toBe(read.total);
  });

  test("gives the next page from offset on", async () => {
    const all = await described(SearchResults, "/api/search?q=children&limit=6");
    const rest = await described(SearchResults, "/api/search?q=children&limit=3&offset=3");
    expect(rest.results).toEqual(all.results.slice(3));
  });

  test("a repeated filter means any of its values", async () => {
    const council = ["Islington", "Havering"];
    const path = address("/api/search", { q: "children", council, limit: "100" });
    const { results } = await described(SearchResults, path);
    expect(new Set(results.map(({ passage }) => passage.council))).toEqual(new Set(council));
  });

  test("a filter of kind leaves only that kind", async () => {
    const path = "/api/search?q=report&kind=decision&limit=100";
    const { results } = await described(SearchResults, path);
    expect(results.length).toBeGreaterThan(0);
    expect(new Set(results.map(({ passage }) => passage.kind))).toEqual(new Set(["decision"]));
  });

  test("undated minutes match no period", async () => {
    const { results } = await described(SearchResults, "/api/search?q=gangs&from=2000-01-01");
    expect(results).toEqual([]);
  });

  test.each([
    'NEAR(a b) AND "',
    'a" OR "b',
    "*",
    "col:x -y ^z",
    "()",
    "🙂",
    "%",
    "'; DROP TABLE x",
  ])("takes %j as mere text", async (q) => {
    const found = await described(SearchResults, address("/api/search", { q }));
    expect(found.query).toBe(q);
  });
});

describe("POST /api/ask", () => {
  const question = "What was said about gangs?";

  test("answers with quotes that slice back to their documents", async () => {
    const answer = await described(wire.Answer, "/api/ask", posted({ question }));
    expect(answer.status).toBe("answered");
    expect(answer.citations.length).toBeGreaterThan(0);
    for (const { documentId, start, end, quote } of answer.citations) {
      const { text } = await described(wire.Document, `/api/documents/${documentId}`);
      expect(text.slice(start, end)).toBe(quote);
    }
  });

  test("says so when the minutes do not say", async () => {
    const asked = posted({ question: "Who won the football world cup in 1966?" });
    const answer = await described(wire.Answer, "/api/ask", asked);
    expect(answer.status).toBe("not-found");
    expect(answer.citations).toEqual([]);
  });

  test("takes history, filters and a limit", async () => {
    const history = [
      { role: "user", content: question },
      { role: "assistant", content: "Vic Daniels asked about them." },
    ];
    const filters = { council: ["Islington"], kind: "discussion" };
    const asked = posted({ question: "What about Islington?", history, filters, limit: 2 });
    const { citations } = await described(wire.Answer, "/api/ask", asked);
    expect(citations.length).toBeLessThanOrEqual(2);
    expect(citations.every(({ council }) => council === "Islington")).toBe(true);
  });

  test("gives the same answer as events", async () => {
    const response = await app.request(
      "/api/ask",
      posted({ question }, { accept: "text/event-stream" }),
    );
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const events = eventsOf(await response.text());
    const plain = await described(wire.Answer, "/api/ask", posted({ question }));
    const last = events.at(-1);
    expect(events[0]).toEqual({ event: "status", data: { stage: "searching" } });
    const statements = events.flatMap(({ event, data }) => (event === "statement" ? [data] : []));
    expect(statements).toEqual(
      plain.statements.map((statement) => ({
        ...statement,
        cited: plain.citations.filter(({ n }) => statement.citations.includes(n)),
      })),
    );
    expect(last?.event).toBe("answer");
    expect({ ...(last?.data as AnswerValue), took: 0 }).toEqual({ ...plain, took: 0 });
  });

  test("gives JSON to a client that likes JSON better", async () => {
    const accept = "application/json, text/event-stream;q=0.5";
    const response = await app.request("/api/ask", posted({ question }, { accept }));
    expect(response.headers.get("content-type")).toContain("application/json");
  });
});

function eventsOf(stream: string) {
  return stream
    .trim()
    .split("\n\n")
    .map((block) => {
      const [event = "", data = ""] = block.split("\n");
      return { event: event.replace("event: ", ""), data: JSON.parse(data.replace("data: ", "")) };
    });
}

describe("documents and passages", () => {
  test("lists the documents a page at a time", async () => {
    const all = await described(wire.Documents, "/api/documents");
    const some = await described(wire.Documents, "/api/documents?limit=2&offset=1");
    expect(all.total).toBe(5);
    expect(some.total).toBe(5);
    expect(some.documents).toEqual(all.documents.slice(1, 3));
  });

  test("lists the documents of one council", async () => {
    const { documents } = await described(wire.Documents, "/api/documents?council=Havering");
    expect(documents.map(({ council }) => council)).toEqual(["Havering"]);
  });

  test("a document's passages slice back to its text", async () => {
    const { documentId } = await firstPassage();
    const { text, passages } = await described(wire.Document, `/api/documents/${documentId}`);
    expect(passages.length).toBeGreaterThan(1);
    for (const passage of passages) {
      expect(text.slice(passage.start, passage.end)).toBe(passage.text);
    }
  });

  test("a passage comes with its neighbours", async () => {
    const { documentId } = await firstPassage();
    const { passages } = await described(wire.Document, `/api/documents/${documentId}`);
    const [first, second, third] = passages;
    const view = await described(wire.PassageInPlace, `/api/passages/${second?.id}`);
    expect(view).toEqual({ passage: second, previous: first, next: third });
    const start = await described(wire.PassageInPlace, `/api/passages/${first?.id}`);
    expect(start.previous).toBeNull();
  });
});

describe("precedents and quotes", () => {
  test("precedents of a passage lie in other documents, unless asked otherwise", async () => {
    const { id, documentId } = await firstPassage();
    const path = `/api/passages/${id}/similar?limit=5`;
    const { results, passage } = await described(Precedents, path);
    expect(passage.id).toBe(id);
    expect(results).toHaveLength(5);
    expect(results.some((result) => result.passage.documentId === documentId)).toBe(false);
    const own = await described(Precedents, `${path}&excludeDocument=false`);
    expect(own.results.some((result) => result.passage.documentId === documentId)).toBe(true);
  });

  test("a pasted passage finds itself first", async () => {
    const { text, id } = await firstPassage();
    const { results } = await described(TextPrecedents, "/api/similar", posted({ text, limit: 3 }));
    expect(results).toHaveLength(3);
    expect(results[0]?.passage.id).toBe(id);
  });

  test("tells a true quote from an altered and a made-up one", async () => {
    const quote = "they would be given far more personalised support";
    const check = (words: string) =>
      described(wire.QuoteCheck, "/api/quote-check", posted({ quote: words }));
    expect((await check(quote)).status).toBe("exact");
    expect((await check(quote.replace("far more", "much less"))).status).toBe("altered");
    expect((await check("the moon is made of green cheese and nothing else")).status).toBe(
      "not-found",
    );
  });
});

describe("service", () => {
  test("is alive and ready", async () => {
    expect(await (await app.request("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await app.request("/readyz")).json()).toEqual({
      status: "ready",
      documents: 5,
      index: engine.index,
    });
  });

  test("is alive but not ready while there is no engine", async () => {
    const loading = appOver(undefined).app;
    expect((await loading.request("/healthz")).status).toBe(200);
    for (const path of ["/readyz", "/api/search?q=gangs", "/api/documents", "/"]) {
      const response = await loading.request(path);
      expect({ path, status: response.status }).toEqual({ path, status: 503 });
      expect(response.headers.get("retry-after")).toBe("2");
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
  });

  test("counts requests by route pattern", async () => {
    await app.request("/api/documents/no-such-document");
    const text = await (await app.request("/metrics")).text();
    const labels = 'method="GET",route="/api/documents/:id",status="404"';
    expect(text).toContain(`http_requests_total{${labels}}`);
    expect(text).toContain("index_documents 5");
  });

  test("answers HEAD like GET, without a body", async () => {
    const response = await app.request("/healthz", { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("");
  });
});

describe("GET /api/decisions", () => {
  test("gives decisions word for word, with where they stand", async () => {
    const { total, decisions } = await described(wire.DecisionList, "/api/decisions?limit=100");
    expect(decisions.length).toBe(total);
    expect(new Set(decisions.map(({ outcome }) => outcome))).toEqual(
      new Set(["requested", "noted", "resolved"]),
    );
    for (const { documentId, start, end, text } of decisions) {
      const document = await described(wire.Document, `/api/documents/${documentId}`);
      expect(document.text.slice(start, end)).toBe(text);
    }
  });

  test("narrows them by outcome, council and words", async () => {
    const path = address("/api/decisions", {
      outcome: "resolved",
      council: "Islington",
      q: "pause",
    });
    const { decisions } = await described(wire.DecisionList, path);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]?.text).toMatch(/^That a further report on the Pause programme/);
    const none = address("/api/decisions", { q: "defibrillator" });
    expect(await described(wire.DecisionList, none)).toEqual({ total: 0, decisions: [] });
  });

  test("gives what was asked for and is not taken up", async () => {
    const path = "/api/decisions?view=open-actions";
    const { decisions } = await described(wire.DecisionList, path);
    expect(decisions.length).toBeGreaterThan(0);
    for (const { outcome } of decisions) expect(outcome).toBe("requested");
  });
});
