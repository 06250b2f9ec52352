import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { limitBody } from "./body-limit.ts";
import type { AppEnv, UseEngine } from "./context.ts";
import { flag, jsonCount, strict, textField, wholeNumber } from "./fields.ts";
import { FilterObject, filterShape, filtersOf, isPeriod, PERIOD } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { Precedents, TextPrecedents } from "./precedents-wire.ts";
import { problem, problemResponses } from "./problem.ts";

const tags = ["Precedents"];

const ofPassage = createRoute({
  method: "get",
  path: "/api/passages/{id}/similar",
  tags,
  summary: "Find precedents of a passage",
  description:
    "What was said elsewhere about the same matter, nearest first, a row for each matter, with what was decided.",
  request: {
    params: z.object({ id: z.string() }),
    query: strict({
      limit: wholeNumber(1, LIMITS.page, LIMITS.defaultPage),
      excludeDocument: flag(true).openapi({ description: "Leave out the passage's own document." }),
      ...filterShape,
    }).refine(isPeriod, PERIOD),
  },
  responses: {
    200: {
      description: "The precedents.",
      content: { "application/json": { schema: Precedents } },
    },
    ...problemResponses(400, 404, 500, 503),
  },
});

const PastedText = strict({
  text: textField(LIMITS.text).openapi({ description: "A motion or paragraph." }),
  filters: FilterObject.optional(),
  limit: jsonCount(1, LIMITS.page).default(LIMITS.defaultPage),
}).openapi("PastedText");

const ofText = createRoute({
  method: "post",
  path: "/api/similar",
  tags,
  summary: "Find precedents of a text",
  description:
    "What was said about the same matter as a pasted motion or paragraph, nearest first, a row for each matter, with what was decided.",
  middleware: limitBody(),
  request: { body: { required: true, content: { "application/json": { schema: PastedText } } } },
  responses: {
    200: {
      description: "The precedents.",
      content: { "application/json": { schema: TextPrecedents } },
    },
    ...problemResponses(400, 413, 415, 500, 503),
  },
});

export function addPrecedentRoutes(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(ofPassage, async (c) => {
    const { limit, excludeDocument, ...filters } = c.req.valid("query");
    const options = { limit, excludeDocument, filters: filtersOf(filters) };
    const found = await engine().similarToPassage(c.req.valid("param").id, options);
    return found ? c.json(found, 200) : problem(c, 404, "there is no passage with this id");
  });
  app.openapi(ofText, async (c) => {
    const { text, limit, filters } = c.req.valid("json");
    const options = { limit, filters: filtersOf(filters ?? {}) };
    return c.json(await engine().similarToText(text, options), 200);
  });
}
