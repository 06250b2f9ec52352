import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { appOver, posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";

let engine: Engine;

beforeAll(async () => {
  engine = await openSeedEngine();
}, 60_000);
afterAll(() => engine.close());

test("the log has method, route pattern, status, time and id of a request", async () => {
  const { app, lines } = appOver(engine);
  const response = await app.request("/api/documents/none?x=1");
  expect(lines).toEqual([
    {
      level: "info",
      message: "request",
      fields: {
        method: "GET",
        route: "/api/documents/:id",
        status: 400,
        ms: expect.any(Number),
        requestId: response.headers.get("x-request-id"),
      },
    },
  ]);
});

test("no log and no metric ever has the words that people look for", async () => {
  const { app, lines } = appOver(engine);
  const name = "Zebedee Quux";
  await app.request(`/api/search?q=${encodeURIComponent(name)}`);
  await app.request(`/?q=${encodeURIComponent(name)}`);
  await app.request(`/api/documents/${encodeURIComponent(name)}`);
  await app.request(`/${encodeURIComponent(name)}`);
  await app.request(
    "/api/ask",
    posted({ question: name, history: [{ role: "user", content: name }] }),
  );
  await app.request("/api/ask", posted({ question: "a", [name]: 1 }));
  await app.request("/api/quote-check", posted({ quote: name }));
  const metrics = await (await app.request("/metrics")).text();
  expect(lines).toHaveLength(8);
  expect(JSON.stringify(lines) + metrics).not.toMatch(/zebedee|quux/i);
});

test("a sane request id is kept, any other replaced", async () => {
  const { app } = appOver(engine);
  const idFor = async (given: string) =>
    (await app.request("/healthz", { headers: { "x-request-id": given } })).headers.get(
      "x-request-id",
    );
  expect(await idFor("trace-1.a:b_2")).toBe("trace-1.a:b_2");
  for (const bad of ["a b", "<script>", "x".repeat(129), '{"a":1}']) {
    expect(await idFor(bad)).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("every response carries the careful headers, and none opens it to other sites", async () => {
  const { app } = appOver(engine);
  for (const path of ["/", "/api/documents", "/nothing", "/docs", "/api/search"]) {
    const { headers } = await app.request(path, { headers: { origin: "https://example.org" } });
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("access-control-allow-origin")).toBeNull();
  }
});
