import type { MiddlewareHandler } from "hono";
import { isHealth } from "./access.ts";
import type { AppEnv } from "./context.ts";
import { refuse } from "./pages/refusal-page.ts";
import { RETRY_SECONDS } from "./problem.ts";

const BUSY = "the server is answering as many requests as it can; try again shortly";

/**
 * Answers at most so many requests at a time; more get a 503 with `Retry-After` at once, instead of a place in a queue that
 * nobody knows the length of. A stream of events counts until it ends or its reader has gone.
 */
export function limitConcurrency(most: number): MiddlewareHandler<AppEnv> {
  let running = 0;
  const release = () => void running--;
  return async (c, next) => {
    if (isHealth(c.req.path)) return next();
    if (running >= most) {
      c.header("Retry-After", RETRY_SECONDS);
      return refuse(c, 503, BUSY);
    }
    running++;
    let streams = false;
    try {
      await next();
      const { body, headers } = c.res;
      streams =
        body !== null && (headers.get("content-type") ?? "").startsWith("text/event-stream");
      if (body && streams) c.res = new Response(watched(body, release), c.res);
    } finally {
      if (!streams) release();
    }
  };
}

/** The same stream, which tells once that it has ended, failed or been given up. */
function watched(body: ReadableStream<Uint8Array>, ended: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let open = true;
  const end = () => {
    if (open) ended();
    open = false;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        end();
        controller.close();
      } catch (error) {
        end();
        controller.error(error);
      }
    },
    cancel(reason) {
      end();
      return reader.cancel(reason);
    },
  });
}
