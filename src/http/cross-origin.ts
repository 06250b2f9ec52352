import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";

/** Lets the pages of some other sites call the API. Keys travel in a header of their own, so cookies stay out of it. */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler {
  return cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "HEAD", "POST", "DELETE"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "X-Request-Id",
      "Mcp-Session-Id",
      "Mcp-Protocol-Version",
      "Last-Event-ID",
    ],
    exposeHeaders: [
      "X-Request-Id",
      "RateLimit",
      "RateLimit-Policy",
      "Retry-After",
      "Mcp-Session-Id",
    ],
    maxAge: 600,
  });
}
