import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv, UseEngine } from "./context.ts";
import { flag, oneOf, strict, textField, wholeNumber } from "./fields.ts";
import { filterShape, filtersOf, isPeriod, PERIOD } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { problemResponses } from "./problem.ts";
import { SearchResults } from "./search-wire.ts";

const query = strict({
  q: textField(LIMITS.question).openapi({
    description: 'What to look for. Words in "double quotes" must stand together.',
    example: "gangs",
  }),
  mode: oneOf(["hybrid", "semantic", "keyword"])
    .default("hybrid")
    .openapi({ description: "By words and meaning, by meaning alone, or by words alone." }),
  rerank: flag(true).openapi({
    description:
      "In the mode hybrid: whether a model reads the best passages together with the query and moves up what answers it. Without it a search takes a tenth of the time.",
  }),
  limit: wholeNumber(1, LIMITS.page, LIMITS.defaultPage),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER, 0),
  ...filterShape,
}).refine(isPeriod, PERIOD);

const route = createRoute({
  method: "get",
  path: "/api/search",
  tags: ["Search"],
  summary: "Find passages",
  description:
    "Passages that match, best first, with how many there are by council, body, speaker, kind and outcome.",
  request: { query },
  responses: {
    200: {
      description: "The passages.",
      content: { "application/json": { schema: SearchResults } },
    },
    ...problemResponses(400, 500, 503),
  },
});

export function addSearchRoute(app: OpenAPIHono<AppEnv>, engine: UseEngine) {
  app.openapi(route, async (c) => {
    const { q, mode, rerank, limit, offset, ...filters } = c.req.valid("query");
    const request = { query: q, mode, rerank, limit, offset, filters: filtersOf(filters) };
    return c.json(await engine().search(request), 200);
  });
}
