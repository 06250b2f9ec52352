import { randomUUID } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { AppContext, AppEnv } from "./context.ts";
import { withHeaders } from "./early-headers.ts";
import type { Metrics } from "./metrics.ts";

/** What the service needs of a structured log; pino's logger is one. */
export type Log = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

const SANE_ID = /^[\w.:-]{1,128}$/;

/**
 * Gives every request its id, and the log and the metrics one entry each. The entry has the route's
 * pattern, never the address or the body: people search their own names.
 */
export function recordRequests(log: Log, metrics: Metrics): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    await withHeaders(c, { "X-Request-Id": identify(c) }, next);
    const ms = performance.now() - started;
    const entry = { method: c.req.method, route: routeOf(c), status: c.res.status };
    metrics.observe(entry, ms / 1000);
    log.info(
      { ...entry, ms: Math.round(ms * 100) / 100, requestId: c.get("requestId") },
      "request",
    );
  };
}

/** The id that the caller gave, where it is a sane one, or a new one. */
function identify(c: AppContext): string {
  const given = c.req.header("x-request-id");
  const requestId = given !== undefined && SANE_ID.test(given) ? given : randomUUID();
  c.set("requestId", requestId);
  return requestId;
}

/** The pattern of the route that answered, such as `/api/documents/:id`. */
function routeOf(c: AppContext): string {
  const path = matchedRoutes(c).at(-1)?.path;
  return path === undefined || path === "/*" ? "unmatched" : path;
}
