import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { limitBody } from "./body-limit.ts";
import type { AppEnv, UseEngine } from "./context.ts";
import { strict, textField } from "./fields.ts";
import { FilterObject, filtersOf } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { problemResponses } from "./problem.ts";
import { QuoteCheck } from "./wire.ts";

const Quote = strict({
  quote: textField(LIMITS.text).openapi({ example: "far more personalised support" }),
  filters: FilterObject.optional(),
}).openapi("Quote");

const route = createRoute({
  method: "post",
  path: "/api/quote-check",
  tags: ["Ask"],
  summary: "Check a quote",
  description:
    "Says whether the minutes hold these words, hold them otherwise (and how), or do not hold them.",
  middleware: limitBody(),
  request: { body: { required: true, content: { "application/json": { schema: Quote } } } },
  responses: {
    200: {
      description: "What was found.",
      content: { "application/json": { schema: QuoteCheck } },
    },
    ...problemResponses(400, 413, 415, 500, 503),
  },
});

export function addQuoteRoute(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(route, (c) => {
    const { quote, filters } = c.req.valid("json");
    return c.json(engine().quoteCheck(quote, filtersOf(filters ?? {})), 200);
  });
}
