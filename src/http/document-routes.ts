import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv, UseEngine } from "./context.ts";
import { strict, wholeNumber } from "./fields.ts";
import { filterShape, filtersOf, isPeriod, PERIOD } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { problem, problemResponses } from "./problem.ts";
import { Document, Documents, PassageInPlace } from "./wire.ts";

const params = z.object({ id: z.string() });
const noQuery = strict({});
const tags = ["Documents"];

const listRoute = createRoute({
  method: "get",
  path: "/api/documents",
  tags,
  summary: "List documents",
  description:
    "Documents that hold at least one passage which the filters allow, in order of source.",
  request: {
    query: strict({
      limit: wholeNumber(1, LIMITS.page, LIMITS.defaultPage),
      offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
      ...filterShape,
    }).refine(isPeriod, PERIOD),
  },
  responses: {
    200: { description: "The documents.", content: { "application/json": { schema: Documents } } },
    ...problemResponses(400, 500, 503),
  },
});

const documentRoute = createRoute({
  method: "get",
  path: "/api/documents/{id}",
  tags,
  summary: "Read a document",
  description: "A document with its whole text, agenda items and passages.",
  request: { params, query: noQuery },
  responses: {
    200: { description: "The document.", content: { "application/json": { schema: Document } } },
    ...problemResponses(400, 404, 500, 503),
  },
});

const passageRoute = createRoute({
  method: "get",
  path: "/api/passages/{id}",
  tags,
  summary: "Read a passage",
  description: "A passage with the one before and the one after it in its document.",
  request: { params, query: noQuery },
  responses: {
    200: {
      description: "The passage.",
      content: { "application/json": { schema: PassageInPlace } },
    },
    ...problemResponses(400, 404, 500, 503),
  },
});

export function addDocumentRoutes(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(listRoute, (c) => {
    const { limit, offset, ...filters } = c.req.valid("query");
    return c.json(engine().documents({ limit, offset, filters: filtersOf(filters) }), 200);
  });
  app.openapi(documentRoute, (c) => {
    const document = engine().document(c.req.valid("param").id);
    return document ? c.json(document, 200) : problem(c, 404, "there is no document with this id");
  });
  app.openapi(passageRoute, (c) => {
    const view = engine().passage(c.req.valid("param").id);
    return view ? c.json(view, 200) : problem(c, 404, "there is no passage with this id");
  });
}
