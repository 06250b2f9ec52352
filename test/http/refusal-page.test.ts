import { expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { appOver } from "./seed-app.ts";

const BROWSER = { headers: { accept: "text/html,*/*;q=0.8" } };

test("a fault is told in a page to a browser, by its id and without its cause", async () => {
  const engine = {
    document: () => {
      throw new Error("the disk <b>is</b> gone");
    },
  } as unknown as Engine;
  const { app, lines } = appOver(engine);
  const response = await app.request("/documents/x", BROWSER);
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).toContain("<h1>Something went wrong</h1>");
  expect(text).toContain(`<code>${response.headers.get("x-request-id")}</code>`);
  expect(text).not.toContain("disk");
  expect(lines.filter(({ level }) => level === "error")).toHaveLength(1);
  const other = await app.request("/documents/x");
  expect(other.headers.get("content-type")).toBe("application/problem+json");
});
