import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv, UseEngine } from "./context.ts";
import { oneOf, strict, textField, wholeNumber } from "./fields.ts";
import { filterShape, filtersOf, isPeriod, PERIOD } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { problemResponses } from "./problem.ts";
import { DecisionList } from "./wire.ts";

const query = strict({
  q: textField(LIMITS.question).optional().openapi({
    description: "Words that the decision or its agenda item must all hold, in any form.",
  }),
  view: oneOf(["all", "open-actions"]).default("all").openapi({
    description:
      "open-actions: only what was asked for and no later meeting of the same body takes up. Where a document has no date nothing is known to be later, and its requests count as open.",
  }),
  limit: wholeNumber(1, LIMITS.page, LIMITS.defaultPage),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
  ...filterShape,
}).refine(isPeriod, PERIOD);

const route = createRoute({
  method: "get",
  path: "/api/decisions",
  tags: ["Decisions"],
  summary: "List decisions",
  description:
    "What bodies resolved, agreed, noted, requested, refused, deferred or withdrew, word for word, the latest first. What is asked of somebody, behind a label such as “ACTION:” or in a list of actions, is requested. Mover, owner, seconder and votes only where the text states them.",
  request: { query },
  responses: {
    200: {
      description: "The decisions.",
      content: { "application/json": { schema: DecisionList } },
    },
    ...problemResponses(400, 500, 503),
  },
});

export function addDecisionRoute(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(route, (c) => {
    const { q, view, limit, offset, ...filters } = c.req.valid("query");
    const request = {
      view,
      limit,
      offset,
      filters: filtersOf(filters),
      ...(q !== undefined && { text: q }),
    };
    return c.json(engine().decisions(request), 200);
  });
}
