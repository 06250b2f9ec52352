import type { MiddlewareHandler } from "hono";
import { isHealth } from "./access.ts";
import type { Access } from "./access.ts";
import { callerOf } from "./caller.ts";
import type { AppEnv } from "./context.ts";
import { withHeaders } from "./early-headers.ts";
import { refuse } from "./pages/refusal-page.ts";
import { tokenBuckets } from "./token-buckets.ts";

/**
 * Counts requests by their key, or by the address they come from where they have no right one, so that nobody can try
 * keys without end. What is left stands in `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10);
 * too many get a 429 with `Retry-After`.
 */
export function limitRates(access: Access, now?: () => number): MiddlewareHandler<AppEnv> {
  const limiterOf = (name: string, rate: number) =>
    rate > 0 ? { name, rate, buckets: tokenBuckets(rate, now) } : null;
  const byKey = limiterOf("key", access.keyRate);
  const byAddress = limiterOf("address", access.addressRate);
  return async (c, next) => {
    const key = c.get("key");
    const limiter = key === undefined ? byAddress : byKey;
    if (!limiter || isHealth(c.req.path)) return next();
    const { name, rate, buckets } = limiter;
    const { allowed, remaining, untilFull, untilNext } = buckets.take(
      key ?? callerOf(c, access.trustProxy),
    );
    const headers = {
      "RateLimit-Policy": `"${name}";q=${rate};w=60`,
      RateLimit: `"${name}";r=${remaining};t=${untilFull}`,
    };
    if (allowed) return withHeaders(c, headers, next);
    for (const [header, value] of Object.entries({ ...headers, "Retry-After": String(untilNext) }))
      c.header(header, value);
    return refuse(c, 429, `more than ${rate} requests a minute; try again in ${untilNext} s`);
  };
}
