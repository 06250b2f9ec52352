import type { Next } from "hono";
import type { AppContext } from "./context.ts";

/**
 * Gives the response headers, whatever answers. They are set before the handler runs, since one that is set on a finished
 * response makes Hono copy the response; only where a handler made its response by itself they are set after.
 */
export async function withHeaders(
  c: AppContext,
  headers: Record<string, string>,
  next: Next,
): Promise<void> {
  const entries = Object.entries(headers);
  for (const [name, value] of entries) c.header(name, value);
  await next();
  for (const [name, value] of entries) if (!c.res.headers.has(name)) c.header(name, value);
}
