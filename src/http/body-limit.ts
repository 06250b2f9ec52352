import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { AppEnv } from "./context.ts";
import { LIMITS } from "./limits.ts";
import { problem } from "./problem.ts";

const DETAIL = `the body must not be larger than ${LIMITS.bodyBytes / 1024} kB`;

/**
 * Refuses a body that is too large with a 413. A declared length is believed, since the server reads no
 * more than that; a body in chunks is counted as it comes.
 */
export function limitBody(): MiddlewareHandler<AppEnv> {
  const counted = bodyLimit({ maxSize: LIMITS.bodyBytes, onError: (c) => problem(c, 413, DETAIL) });
  return async (c, next) => {
    const declared = c.req.header("content-length");
    if (declared === undefined || c.req.header("transfer-encoding")) return counted(c, next);
    return Number(declared) > LIMITS.bodyBytes ? problem(c, 413, DETAIL) : next();
  };
}
