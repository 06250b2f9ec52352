import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { isPage } from "../access.ts";
import { problem } from "../problem.ts";
import { page } from "./layout.ts";
import { wantsPage } from "./wants-page.ts";

const HEADINGS = {
  429: "Too many requests",
  500: "Something went wrong",
  503: "Too much at a time",
} as const;

/** Says why a request is not answered: in a page to a browser that asked for one, else as a problem. */
export function refuse(c: AppContext, status: keyof typeof HEADINGS, detail: string) {
  const browses = (isPage(c.req.path) || c.req.path === "/docs") && wantsPage(c);
  if (!browses) return problem(c, status, detail);
  const main = html`<h1>${HEADINGS[status]}</h1>
    <p role="status">${sentence(detail)}</p>
    ${status === 500 ? html`<p>Request id: <code>${c.get("requestId")}</code></p>` : ""}`;
  return page(c, HEADINGS[status], main, status);
}

const sentence = (detail: string) => `${detail[0]?.toUpperCase()}${detail.slice(1)}.`;
