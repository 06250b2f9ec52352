import type { Hono } from "hono";
import type { Access } from "./access.ts";
import { limitConcurrency } from "./concurrency.ts";
import type { AppEnv } from "./context.ts";
import { allowOrigins } from "./cross-origin.ts";
import { identifyKey, requireKey } from "./keys.ts";
import { limitRates } from "./rate-limit.ts";
import { secureHeaders } from "./security-headers.ts";

/** Sets what stands before every route. A refusal counts against the rate, so keys cannot be tried without end. */
export function addGuards(app: Hono<AppEnv>, access: Access): void {
  app.use(secureHeaders(access.trustProxy));
  if (access.corsOrigins.length > 0) app.use(allowOrigins(access.corsOrigins));
  app.use(identifyKey(access));
  app.use(limitRates(access));
  app.use(requireKey(access));
  app.use(limitConcurrency(access.concurrent));
}
