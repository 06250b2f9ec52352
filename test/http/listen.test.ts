import { Hono } from "hono";
import { expect, test } from "vitest";
import { listen } from "../../src/http/listen.ts";

const GRACE = 5_000;

function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test("a request in flight is finished before the service has stopped, and no new one is taken", async () => {
  const arrived = gate();
  const release = gate();
  const app = new Hono().get("/slow", async (c) => {
    arrived.open();
    await release.opened;
    return c.text("finished");
  });
  const listening = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  const slow = fetch(`${listening.url}/slow`);
  await arrived.opened;
  const closed = listening.close(GRACE);
  await expect(fetch(`${listening.url}/slow`)).rejects.toThrow("fetch failed");
  release.open();
  expect(await (await slow).text()).toBe("finished");
  await closed;
});

test("a request that does not end is cut off when the grace is over", async () => {
  const arrived = gate();
  const app = new Hono().get("/stuck", () => {
    arrived.open();
    return new Promise<Response>(() => {});
  });
  const listening = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  const stuck = fetch(`${listening.url}/stuck`).then(
    () => "answered",
    () => "cut off",
  );
  await arrived.opened;
  await listening.close(50);
  expect(await stuck).toBe("cut off");
});

test("a connection that is kept alive does not hold up the stop", async () => {
  const app = new Hono().get("/", (c) => c.text("hello"));
  const listening = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  await (await fetch(listening.url, { headers: { connection: "keep-alive" } })).text();
  await expect(listening.close(60_000)).resolves.toBeUndefined();
});

test("a port that is taken is told in one line that says what to do", async () => {
  const app = new Hono();
  const first = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  const port = Number(new URL(first.url).port);
  const second = listen({ fetch: app.fetch, host: "127.0.0.1", port });
  await expect(second).rejects.toThrow(
    `port ${port} on 127.0.0.1 is in use: stop the program that has it, or choose another with PORT=${port + 1} npm start`,
  );
  await first.close(GRACE);
});

test("an address that is not this machine's is told in words", async () => {
  const elsewhere = listen({ fetch: new Hono().fetch, host: "192.0.2.1", port: 0 });
  await expect(elsewhere).rejects.toThrow("192.0.2.1 is not an address of this machine");
});

test("the address shown for all interfaces is one that a browser can open", async () => {
  const app = new Hono().get("/", (c) => c.text("hello"));
  const listening = await listen({ fetch: app.fetch, host: "0.0.0.0", port: 0 });
  expect(new URL(listening.url).hostname).toBe("localhost");
  await listening.close(GRACE);
});
