import type { Client } from "@modelcontextprotocol/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { LOCAL_ACCESS } from "../../src/http/access.ts";
import { LIMITS } from "../../src/http/limits.ts";
import { AskOutput, SearchOutput } from "../../src/http/mcp/outputs.ts";
import { called, connectHttp } from "./mcp-client.ts";
import { posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { serveEngine, waitingEngine, type Served } from "./seed-server.ts";

const QUESTION = "What was said about gangs?";
const KEY = "a-key-for-the-tests-of-the-tools";

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
