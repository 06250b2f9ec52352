import type { MiddlewareHandler } from "hono";
import { isHttps } from "./caller.ts";
import type { AppEnv } from "./context.ts";
import { withHeaders } from "./early-headers.ts";

/** What the API sends is no page: nothing of it may run, load or be framed. Pages set their own policy. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

const HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Content-Security-Policy": API_POLICY,
};

/** A year, the least that browsers' lists of HTTPS-only sites take. */
const HTTPS_ONLY = { "Strict-Transport-Security": "max-age=31536000" };

/** Gives every response the headers that keep browsers careful; to stay with HTTPS is asked only where it is spoken. */
export function secureHeaders(trustProxy: boolean): MiddlewareHandler<AppEnv> {
  const overHttps = { ...HEADERS, ...HTTPS_ONLY };
  return (c, next) => withHeaders(c, isHttps(c, trustProxy) ? overHttps : HEADERS, next);
}
