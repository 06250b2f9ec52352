import { accepts } from "hono/accepts";
import type { AppContext } from "../context.ts";

/** Whether who asks likes a page better than a problem in JSON: a browser does. */
export function wantsPage(c: AppContext): boolean {
  const supports = ["application/problem+json", "text/html"];
  const fallback = "application/problem+json";
  return accepts(c, { header: "Accept", supports, default: fallback }) === "text/html";
}
