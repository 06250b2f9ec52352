import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { RETRY_SECONDS, STILL_LOADING, problem } from "../problem.ts";
import { page } from "./layout.ts";
import { wantsPage } from "./wants-page.ts";

/** What is given while the index is being opened: a page that tries again by itself, or a problem. */
export function starting(c: AppContext) {
  c.header("Retry-After", RETRY_SECONDS);
  if (!wantsPage(c)) return problem(c, 503, STILL_LOADING);
  c.header("Refresh", RETRY_SECONDS);
  const main = html`<h1>One moment</h1>
    <p role="status">The minutes are being loaded. This page tries again by itself.</p>`;
  return page(c, "One moment", main, 503);
}
