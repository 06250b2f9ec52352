import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppEnv } from "./context.ts";
import { LIMITS } from "./limits.ts";
import { problem } from "./problem.ts";

/**
 * Refuses a body that is too large with a 413. A declared length is believed, since the server reads no
 * more than that; a body in chunks is counted as it comes.
 */
export function limitBody(maxSize: number = LIMITS.bodyBytes): MiddlewareHandler<AppEnv> {
  const detail = `the body must not be larger than ${maxSize / 1024} kB`;
  const counted = bodyLimit({ maxSize, onError: (c) => problem(c, 413, detail) });
  return async (c, next) => {
    const declared = c.req.header("content-length");
    if (declared === undefined || c.req.header("transfer-encoding")) return counted(c, next);
    return Number(declared) > maxSize ? problem(c, 413, detail) : next();
  };
}
