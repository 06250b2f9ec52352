import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv, UseEngine } from "./context.ts";
import { strict } from "./fields.ts";
import type { Metrics } from "./metrics.ts";
import { openResponses, problemResponses } from "./problem.ts";

const tags = ["Service"];
const request = { query: strict({}) };

const live = createRoute({
  method: "get",
  path: "/healthz",
  tags,
  summary: "Is the process alive?",
  request,
  responses: {
    200: {
      description: "It is.",
      content: { "application/json": { schema: z.object({ status: z.literal("ok") }) } },
    },
    ...openResponses(400, 500),
  },
});

const Ready = z
  .object({ status: z.literal("ready"), documents: z.int().min(0), index: z.string() })
  .openapi("Ready");

const ready = createRoute({
  method: "get",
  path: "/readyz",
  tags,
  summary: "Can it answer?",
  description: "Ready once the index and the model are loaded.",
  request,
  responses: {
    200: { description: "It can.", content: { "application/json": { schema: Ready } } },
    ...openResponses(400, 500, 503),
  },
});

const metricsRoute = createRoute({
  method: "get",
  path: "/metrics",
  tags,
  summary: "Read metrics",
  description: "Counts and times of requests and the state of the process, for Prometheus.",
  request,
  responses: {
    200: { description: "The metrics.", content: { "text/plain": { schema: z.string() } } },
    ...problemResponses(400, 500),
  },
});

export function addServiceRoutes(app: OpenAPIHono<AppEnv>, engine: UseEngine, metrics: Metrics) {
  app.openapi(live, (c) => c.json({ status: "ok" as const }, 200));
  app.openapi(ready, (c) => {
    const { index, documents } = engine();
    const { total } = documents({ limit: 1 });
    return c.json({ status: "ready" as const, documents: total, index }, 200);
  });
  app.openapi(metricsRoute, async (c) =>
    c.text(await metrics.text(), 200, { "content-type": metrics.contentType }),
  );
}
