import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { page } from "./layout.ts";

/** Tells a person that this service is not for everybody, and what to do. */
export function keyPage(c: AppContext) {
  const main = html`<h1>This service asks for a key</h1>
    <p>
      Its pages are closed; programs that have a key can use <a href="/docs">the API</a>. Whoever
      runs the service can open the pages by the setting <code>PUBLIC_PAGES=true</code>.
    </p>`;
  return page(c, "A key is needed", main, 401);
}
