import { createHash } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { isLoopback, LOCAL_ACCESS, type Access } from "../../src/http/access.ts";
import { createApp } from "../../src/http/app.ts";
import { networkOf } from "../../src/http/caller.ts";
import { keyFinder, refuseOpenNetwork } from "../../src/http/keys.ts";
import { listen, type Listening } from "../../src/http/listen.ts";
import { Problem } from "../../src/http/problem.ts";
import { tokenBuckets } from "../../src/http/token-buckets.ts";

const KEY = "a-key-of-this-test-0001";
const OTHER = "a-key-of-this-test-0002";
const hashed = (key: string) => `sha256:${createHash("sha256").update(key).digest("hex")}`;

let listening: Listening | undefined;
afterEach(async () => {
  await listening?.close(0);
  listening = undefined;
});

/** The service on a real port; no index is loaded, so what is let through answers 503, or 400 for bad parameters. */
async function served(access: Partial<Access>, engine?: Engine) {
  const log = { info: () => {}, error: () => {} };
  const app = createApp({
    engine: () => engine,
    log,
    version: "0",
    access: { ...LOCAL_ACCESS, ...access },
  });
  listening = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  const { url } = listening;
  return (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    fetch(`${url}${path}`, { ...init, headers });
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const LET_THROUGH = "/api/search";

/** What a browser accepts. */
const BROWSER = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

/** A whole page of the service, under the policy of its pages, that says these words. */
async function expectPage(response: Response, status: number, words: string) {
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  const text = (await response.text()).replace(/\s+/g, " ");
  expect(text).toContain('<main id="main">');
  expect(text).toContain(words);
}

async function problemIn(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return Problem.parse(await response.json());
}

describe("keys", () => {
  test.each([[KEY], [hashed(KEY)], [hashed(KEY).toUpperCase().replace("SHA256", "sha256")]])(
    "%s lets its key in, and no other",
    async (set) => {
      const ask = await served({ keys: [hashed("something else"), set] });
      expect((await ask(LET_THROUGH, bearer(KEY))).status).toBe(400);
      expect((await ask(LET_THROUGH, { authorization: `bearer  ${KEY} ` })).status).toBe(400);
      for (const wrong of [OTHER, KEY.slice(1), `${KEY}x`, KEY.toUpperCase(), hashed(KEY), ""])
        expect((await ask(LET_THROUGH, bearer(wrong))).status).toBe(401);
      expect((await ask(LET_THROUGH, { authorization: `Basic ${btoa(`x:${KEY}`)}` })).status).toBe(
        401,
      );
      expect((await ask(`${LET_THROUGH}?key=${KEY}`)).status).toBe(401);
    },
  );

  test("a refusal says what is missing, in the shape of the address", async () => {
    const ask = await served({ keys: [KEY] });
    const none = await ask(LET_THROUGH);
    expect(none.headers.get("www-authenticate")).toBe('Bearer realm="ask-the-minutes"');
    expect((await problemIn(none)).detail).toContain("Authorization: Bearer");
    const wrong = await ask(LET_THROUGH, bearer(OTHER));
    expect(wrong.headers.get("www-authenticate")).toContain('error="invalid_token"');
    expect((await problemIn(wrong)).detail).not.toContain(OTHER);
    const chat = await ask("/v1/models");
    expect(chat.status).toBe(401);
    expect(await chat.json()).toMatchObject({
      error: { code: "invalid_api_key", type: "invalid_request_error" },
    });
  });

  test.each([
    "/api/search",
    "/api/documents",
    "/v1/models",
    "/mcp",
    "/metrics",
    "/",
    "/documents/x",
    "/precedents",
    "/api/coverage",
    "/nothing",
    "/healthz/../api/search",
    "//healthz",
  ])("%s needs one", async (path) => {
    const ask = await served({ keys: [KEY] });
    expect((await ask(path)).status).toBe(401);
    expect((await ask(path, {}, { method: "OPTIONS" })).status).toBe(401);
  });

  test.each([
    ["/healthz", 200],
    ["/readyz", 503],
    ["/docs", 200],
    ["/openapi.json", 200],
    ["/assets/nothing", 404],
  ])("%s needs none", async (path, status) => {
    const ask = await served({ keys: [KEY] });
    expect((await ask(path)).status).toBe(status);
  });

  test("a browser is told in a page; with public pages it sees them, and still not the API", async () => {
    const closed = await served({ keys: [KEY] });
    await expectPage(await closed("/", BROWSER), 401, "This service asks for a key");
    await listening?.close(0);
    const open = await served({ keys: [KEY], publicPages: true });
    await expectPage(await open("/", BROWSER), 503, "The minutes are being loaded");
    expect((await problemIn(await open(LET_THROUGH, BROWSER))).status).toBe(401);
  });

  test("are found by their digest among many", () => {
    const find = keyFinder([KEY, hashed(OTHER)]);
    expect(find(KEY)).toBe(hashed(KEY).slice(7));
    expect(find(OTHER)).toBe(hashed(OTHER).slice(7));
    expect(find("another")).toBeUndefined();
  });

  test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("need not be set for %s", (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(() => refuseOpenNetwork(host, [], false)).not.toThrow();
  });

  test.each(["0.0.0.0", "::", "192.168.1.5", "127.0.0.1.example.org", "minutes.example.org"])(
    "must be set for %s, unless told otherwise",
    (host) => {
      expect(() => refuseOpenNetwork(host, [], false)).toThrow(
        `HOST is ${host}, which other machines can reach`,
      );
      expect(() => refuseOpenNetwork(host, [KEY], false)).not.toThrow();
      expect(() => refuseOpenNetwork(host, [], true)).not.toThrow();
    },
  );
});

describe("rates", () => {
  test("too many from one address get a 429 that says when to come back", async () => {
    const ask = await served({ addressRate: 3 });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await ask(LET_THROUGH)).status);
    const refused = await ask(LET_THROUGH);
    expect(statuses).toEqual([400, 400, 400]);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit-policy")).toBe('"address";q=3;w=60');
    expect(refused.headers.get("ratelimit")).toMatch(/^"address";r=0;t=\d+$/);
    expect((await problemIn(refused)).detail).toMatch(
      /^more than 3 requests a minute; try again in \d+ s$/,
    );
    expect((await ask("/v1/models")).status).toBe(429);
    expect((await ask("/healthz")).status).toBe(200);
  });

  test("a browser is told in a page, where it asks for one", async () => {
    const ask = await served({ addressRate: 1 });
    await ask(LET_THROUGH);
    for (const path of ["/", "/documents/x", "/precedents", "/docs"]) {
      const refused = await ask(path, BROWSER);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      await expectPage(refused, 429, "More than 1 requests a minute; try again in");
    }
    expect((await problemIn(await ask("/"))).status).toBe(429);
    expect((await problemIn(await ask(LET_THROUGH, BROWSER))).status).toBe(429);
  });

  test("what is left is told with every answer", async () => {
    const ask = await served({ addressRate: 100 });
    expect((await ask(LET_THROUGH)).headers.get("ratelimit")).toMatch(/^"address";r=99;t=1$/);
    expect((await ask("/nothing")).headers.get("ratelimit")).toMatch(/^"address";r=98;t=\d$/);
    expect((await ask("/healthz")).headers.get("ratelimit")).toBeNull();
  });

  test("a key has its own, and wrong keys are counted by address", async () => {
    const ask = await served({ keys: [KEY, OTHER], keyRate: 1, addressRate: 2 });
    const status = async (key: string) => (await ask(LET_THROUGH, bearer(key))).status;
    expect([await status(KEY), await status(KEY), await status(OTHER)]).toEqual([400, 429, 400]);
    expect([await status("wrong-1"), await status("wrong-2"), await status("wrong-3")]).toEqual([
      401, 401, 429,
    ]);
  });

  test("a caller cannot give itself other addresses, unless a proxy tells", async () => {
    const from = (address: string) => ({ "x-forwarded-for": `9.9.9.9, ${address}` });
    const direct = await served({ addressRate: 1 });
    expect((await direct(LET_THROUGH, from("1.1.1.1"))).status).toBe(400);
    expect((await direct(LET_THROUGH, from("2.2.2.2"))).status).toBe(429);
    await listening?.close(0);
    const proxied = await served({ addressRate: 1, trustProxy: true });
    expect((await proxied(LET_THROUGH, from("1.1.1.1"))).status).toBe(400);
    expect((await proxied(LET_THROUGH, from("2.2.2.2"))).status).toBe(400);
    expect((await proxied(LET_THROUGH, from("2.2.2.2"))).status).toBe(429);
  });

  test("a bucket fills evenly and never over its brim", () => {
    let now = 0;
    const { take } = tokenBuckets(60, () => now);
    for (let i = 0; i < 60; i++) expect(take("a").allowed).toBe(true);
    expect(take("a")).toEqual({ allowed: false, remaining: 0, untilFull: 60, untilNext: 1 });
    now = 2_500;
    expect(take("a")).toMatchObject({ allowed: true, remaining: 1 });
    expect(take("b")).toMatchObject({ allowed: true, remaining: 59 });
    now = 10_000_000;
    expect(take("a")).toMatchObject({ allowed: true, remaining: 59, untilFull: 1 });
  });

  test("the slowest rate still comes back", () => {
    let now = 0;
    const { take } = tokenBuckets(1, () => now);
    take("a");
    const { untilNext } = take("a");
    expect(untilNext).toBe(60);
    now = untilNext * 1000;
    expect(take("a").allowed).toBe(true);
  });

  test.each([
    ["10.1.2.3", "10.1.2.3"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["unknown", "unknown"],
  ])("the network of %s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});

/** An engine whose answers wait until they are let go. */
function waiting() {
  const waits: (() => void)[] = [];
  const ask = () => new Promise((_, reject) => waits.push(() => reject(new Error("let go"))));
  return {
    engine: { ask } as unknown as Engine,
    waits,
    letGo: () => waits.splice(0).forEach((go) => go()),
  };
}

const question = (accept: string) => ({
  method: "POST",
  body: JSON.stringify({ question: "gangs?" }),
  headers: { "content-type": "application/json", accept },
});

describe("requests at a time", () => {
  test.each(["application/json", "text/event-stream"])(
    "are limited, those that are answered as %s",
    async (accept) => {
      const { engine, waits, letGo } = waiting();
      const ask = await served({ concurrent: 2 }, engine);
      const { headers, ...init } = question(accept);
      const running = [ask("/api/ask", headers, init), ask("/api/ask", headers, init)];
      await expect.poll(() => waits.length).toBe(2);
      const refused = await ask(LET_THROUGH);
      expect({ status: refused.status, retry: refused.headers.get("retry-after") }).toEqual({
        status: 503,
        retry: "2",
      });
      expect((await problemIn(refused)).detail).toContain("as many requests as it can");
      expect((await ask("/healthz")).status).toBe(200);
      letGo();
      await Promise.all(running.map(async (each) => (await each).text()));
      await expect.poll(async () => (await ask(LET_THROUGH)).status).toBe(400);
    },
  );

  test("a browser is told in a page", async () => {
    const { engine, waits, letGo } = waiting();
    const ask = await served({ concurrent: 1 }, engine);
    const { headers, ...init } = question("application/json");
    const running = ask("/api/ask", headers, init);
    await expect.poll(() => waits.length).toBe(1);
    const refused = await ask("/", BROWSER);
    await expectPage(refused, 503, "The server is answering as many requests as it can");
    expect(refused.headers.get("retry-after")).toBe("2");
    expect((await problemIn(await ask("/"))).status).toBe(503);
    letGo();
    await (await running).text();
  });

  test("a reader of events who goes away gives the place back", async () => {
    const { engine, waits } = waiting();
    const ask = await served({ concurrent: 1 }, engine);
    const { headers, ...init } = question("text/event-stream");
    const stop = new AbortController();
    const reading = await ask("/api/ask", headers, { ...init, signal: stop.signal });
    await expect.poll(() => waits.length).toBe(1);
    expect((await ask(LET_THROUGH)).status).toBe(503);
    stop.abort();
    await expect(reading.text()).rejects.toThrow("aborted");
    await expect.poll(async () => (await ask(LET_THROUGH)).status).toBe(400);
  });
});

describe("other sites", () => {
  const ORIGIN = "https://app.example.org";
  const preflight = {
    origin: ORIGIN,
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization",
  };

  test("are let in nowhere by default", async () => {
    const ask = await served({});
    expect(
      (await ask(LET_THROUGH, { origin: ORIGIN })).headers.get("access-control-allow-origin"),
    ).toBeNull();
    const before = await ask("/api/ask", preflight, { method: "OPTIONS" });
    expect(before.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("are let in where they are named, without a key for the preflight alone", async () => {
    const ask = await served({ corsOrigins: [ORIGIN], keys: [KEY] });
    const before = await ask("/api/ask", preflight, { method: "OPTIONS" });
    expect(before.status).toBe(204);
    expect(before.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(before.headers.get("access-control-allow-headers")).toContain("Authorization");
    expect(before.headers.get("access-control-allow-credentials")).toBeNull();
    const refused = await ask(LET_THROUGH, { origin: ORIGIN });
    expect(refused.status).toBe(401);
    expect(refused.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    const foreign = await ask(LET_THROUGH, { origin: "https://evil.example.org" });
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("security headers", () => {
  test.each([
    "/healthz",
    "/",
    "/docs",
    "/api/search",
    "/v1/models",
    "/nothing",
    "/assets/nothing",
    "/mcp",
  ])("are on %s", async (path) => {
    const ask = await served({});
    for (const method of ["GET", "POST"]) {
      const { headers } = await ask(path, {}, { method });
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("content-security-policy")).toMatch(
        /default-src 'none'.*frame-ancestors 'none'/,
      );
      expect(headers.get("x-request-id")).toMatch(/\S/);
      expect(headers.get("strict-transport-security")).toBeNull();
    }
  });

  test("ask to stay with https only behind a proxy that speaks it", async () => {
    const https = { "x-forwarded-proto": "https" };
    const proxied = await served({ trustProxy: true });
    expect((await proxied("/healthz", https)).headers.get("strict-transport-security")).toMatch(
      /^max-age=\d+/,
    );
    expect((await proxied("/healthz")).headers.get("strict-transport-security")).toBeNull();
    await listening?.close(0);
    const direct = await served({});
    expect((await direct("/healthz", https)).headers.get("strict-transport-security")).toBeNull();
  });
});
