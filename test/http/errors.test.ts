import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { LIMITS } from "../../src/http/limits.ts";
import { OpenAiError } from "../../src/http/openai/error.ts";
import { Problem } from "../../src/http/problem.ts";
import { address, appOver, posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";

let engine: Engine;
let app: ReturnType<typeof appOver>["app"];

beforeAll(async () => {
  engine = await openSeedEngine();
  app = appOver(engine).app;
}, 60_000);
afterAll(() => engine.close());

/** The problem in a response, which must be in the one shape and agree with the response. */
async function problemIn(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const body = await response.json();
  const problem = Problem.parse(body);
  expect(problem).toEqual(body);
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get("x-request-id"));
  return problem;
}

const long = (length: number) => "word ".repeat(length).slice(0, length);

const BAD_SEARCHES: [Record<string, string | string[]>, string][] = [
  [{}, '"q": is required'],
  [{ q: "" }, '"q": must not be empty'],
  [{ q: " \u00A0\t" }, '"q": must not be empty'],
  [{ q: ["a", "b"] }, '"q": expected one text'],
  [{ q: long(LIMITS.question + 1) }, '"q": expected at most 2,000 characters'],
  [{ q: "a\0b" }, '"q": must not hold a null character'],
  [{ q: "a", limit: "-1" }, '"limit": expected a whole number from 1 to 100'],
  [{ q: "a", limit: "0" }, '"limit"'],
  [{ q: "a", limit: "101" }, '"limit"'],
  [{ q: "a", limit: "1e1" }, '"limit"'],
  [{ q: "a", limit: "" }, '"limit"'],
  [{ q: "a", limit: ["1", "2"] }, '"limit"'],
  [{ q: "a", offset: "-1" }, '"offset"'],
  [{ q: "a", mode: "vector" }, '"mode": expected hybrid, semantic or keyword'],
  [{ q: "a", kind: "speech" }, '"kind[0]": expected report, discussion, decision or procedure'],
  [{ q: "a", kind: ["report", "speech"] }, '"kind[1]"'],
  [{ q: "a", outcome: "won" }, '"outcome[0]": expected resolved'],
  [{ q: "a", council: "" }, '"council[0]": must not be empty'],
  [{ q: "a", from: "2017-02-30" }, '"from": expected a day that exists, as YYYY-MM-DD'],
  [{ q: "a", to: "14/03/2017" }, '"to": expected a day'],
  [{ q: "a", from: "2018-01-01", to: "2017-01-01" }, '"from": must not be after to'],
  [{ q: "a", colour: "red" }, '"colour": is not known: expected q, mode'],
];

describe("GET /api/search refuses", () => {
  test.each(BAD_SEARCHES)("%j", async (parameters, detail) => {
    const problem = await problemIn(await app.request(address("/api/search", parameters)));
    expect(problem.status).toBe(400);
    expect(problem.detail).toContain(detail);
    expect(problem.errors?.[0]?.in).toBe("query");
  });
});

const turn = { role: "user", content: "hello" };
const BAD_QUESTIONS: [string, unknown, string][] = [
  ["no question", {}, '"question": is required'],
  ["an empty one", { question: "" }, '"question": must not be empty'],
  ["a blank one", { question: " \n\u00A0" }, '"question": must not be empty'],
  ["a number", { question: 7 }, '"question": expected one text'],
  ["a long one", { question: long(LIMITS.question + 1) }, '"question": expected at most 2,000'],
  ["100 kB", { question: long(100_000) }, '"question": expected at most 2,000'],
  ["a null character", { question: "a\0" }, '"question": must not hold a null character'],
  ["half a surrogate pair", '{"question":"a\\ud83d"}', "half a surrogate pair"],
  ["an unknown field", { question: "a", questoin: "b" }, '"questoin": is not known'],
  [
    "too long a history",
    { question: "a", history: Array.from({ length: 21 }, () => turn) },
    '"history": expected at',
  ],
  [
    "too long a turn",
    { question: "a", history: [{ ...turn, content: long(LIMITS.historyTurn + 1) }] },
    '"history[0].content": expected at most 8,000',
  ],
  [
    "an unknown role",
    { question: "a", history: [turn, { ...turn, role: "system" }] },
    '"history[1].role": expected user or assistant',
  ],
  ["an unknown filter", { question: "a", filters: { town: "x" } }, '"filters.town": is not known'],
  ["a wrong day", { question: "a", filters: { to: "2017-13-01" } }, '"filters.to": expected a day'],
  ["half a result", { question: "a", limit: 1.5 }, '"limit": expected a whole number'],
  ["a list", [], "the body: expected an object"],
  ["JSON that is not", "{", "not valid JSON"],
  ["nothing", "", "not valid JSON"],
];

describe("POST /api/ask refuses", () => {
  test.each(BAD_QUESTIONS)("%s", async (_, body, detail) => {
    const problem = await problemIn(await app.request("/api/ask", posted(body)));
    expect(problem.status).toBe(400);
    expect(problem.detail).toContain(detail);
  });

  test("a body that is not JSON by its type", async () => {
    const form = posted("question=gangs", { "content-type": "application/x-www-form-urlencoded" });
    expect((await problemIn(await app.request("/api/ask", form))).status).toBe(415);
  });

  test("a longest question and history are taken", async () => {
    const question = `gangs ${long(LIMITS.question)}`.slice(0, LIMITS.question - 1) + "?";
    const content = long(LIMITS.historyTurn);
    const asked = posted({
      question,
      history: Array.from({ length: LIMITS.historyTurns }, () => ({ ...turn, content })),
    });
    expect((await app.request("/api/ask", asked)).status).toBe(200);
  });
});

describe("bodies that are too large", () => {
  const routes = ["/api/ask", "/api/similar", "/api/quote-check"];
  const large = JSON.stringify({ question: "a".repeat(LIMITS.bodyBytes) });

  test.each(routes)("%s refuses one of declared length", async (path) => {
    const init = posted(large, { "content-length": String(large.length) });
    expect((await problemIn(await app.request(path, init))).status).toBe(413);
  });

  test.each(routes)("%s refuses one that comes in chunks", async (path) => {
    const chunked = { ...posted(""), body: new Blob([large]).stream(), duplex: "half" } as const;
    const init: RequestInit = chunked;
    expect((await problemIn(await app.request(path, init))).status).toBe(413);
  });

  test.each(["/api/similar", "/api/quote-check"])("%s refuses too long a text", async (path) => {
    const text = long(LIMITS.text + 1);
    const init = posted(path === "/api/similar" ? { text } : { quote: text });
    expect((await problemIn(await app.request(path, init))).detail).toContain("at most 20,000");
  });
});

type Described = { paths: Record<string, Record<string, object>> };
const operations = async () => {
  const { paths } = (await (await app.request("/openapi.json")).json()) as Described;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path: path.replaceAll("{id}", "none"), method })),
  );
};

/** Routes whose callers bring shapes of their own, by OpenAI or the Model Context Protocol. */
const isForeign = ({ path }: { path: string }) => path.startsWith("/v1/") || path === "/mcp";

/** The error in a response under /v1, which must be in OpenAI's shape and no other. */
async function openAiErrorIn(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/json");
  const body = await response.json();
  expect(OpenAiError.parse(body)).toEqual(body);
}

describe("every route", () => {
  test("refuses a parameter or a field that it does not know, by name", async () => {
    const all = (await operations()).filter((operation) => !isForeign(operation));
    expect(all.length).toBeGreaterThanOrEqual(13);
    for (const { path, method } of all) {
      const response =
        method === "post"
          ? await app.request(path, posted({ zzz: 1 }))
          : await app.request(`${path}?zzz=1`);
      const problem = await problemIn(response);
      expect({ path, status: problem.status }).toEqual({ path, status: 400 });
      expect(problem.errors?.map(({ field }) => field)).toContain("zzz");
    }
  });

  test("answers another method with 405 and those it takes", async () => {
    for (const { path, method } of await operations()) {
      for (const other of [
        "PUT",
        "DELETE",
        "PATCH",
        "OPTIONS",
        method === "post" ? "GET" : "POST",
      ]) {
        const response = await app.request(path, { method: other });
        expect(response.status).toBe(405);
        await (path.startsWith("/v1/") ? openAiErrorIn(response) : problemIn(response));
        expect(response.headers.get("allow")).toBe(method === "post" ? "POST" : "GET, HEAD");
      }
    }
  });

  test.each([
    "/nothing",
    "/api",
    "/api/search/",
    "/api/documents/a/b",
    "/assets/../app.ts",
    "/%00",
  ])("%s, which there is not, is a 404", async (path) => {
    expect((await problemIn(await app.request(path))).status).toBe(404);
  });

  test.each([
    "/api/documents/none",
    "/api/passages/none",
    "/api/passages/none/similar",
    "/documents/none",
  ])("%s, which no document or passage has, is a 404", async (path) => {
    expect((await problemIn(await app.request(path))).status).toBe(404);
  });

  test("takes ids that are no ids", async () => {
    for (const id of ["%E0%A4", "%00", "..%2F..", "'", "a".repeat(5_000)]) {
      expect((await problemIn(await app.request(`/api/documents/${id}`))).status).toBe(404);
    }
  });
});

describe("a fault inside", () => {
  const secret = "disk /var/secret is full";
  const failing = () => appOver({ ...engine, ask: () => Promise.reject(new Error(secret)) });

  test("is a 500 that tells nothing but the request id, and the log has the cause", async () => {
    const { app: broken, lines } = failing();
    const problem = await problemIn(
      await broken.request("/api/ask", posted({ question: "gangs?" })),
    );
    expect(problem.status).toBe(500);
    expect(JSON.stringify(problem)).not.toContain("secret");
    const logged = lines.find(({ level }) => level === "error");
    expect(logged?.fields["requestId"]).toBe(problem.requestId);
    expect(String(logged?.fields["err"])).toContain(secret);
  });

  test("ends a stream with a problem", async () => {
    const { app: broken, lines } = failing();
    const asked = posted({ question: "gangs?" }, { accept: "text/event-stream" });
    const stream = await (await broken.request("/api/ask", asked)).text();
    const last = stream.trim().split("\n\n").at(-1) ?? "";
    expect(last).toMatch(/^event: problem\n/);
    expect(Problem.parse(JSON.parse(last.slice(last.indexOf("{")))).status).toBe(500);
    expect(stream).not.toContain("secret");
    expect(lines.filter(({ level }) => level === "error")).toHaveLength(1);
  });
});
