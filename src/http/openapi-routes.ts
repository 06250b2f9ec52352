import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv } from "./context.ts";
import { strict } from "./fields.ts";
import { LIMITS } from "./limits.ts";
import { renderReference } from "./pages/reference-page.ts";
import { problemResponses } from "./problem.ts";

const DESCRIPTION = [
  "Search a council's minutes and ask them questions. Every answer is made of words that stand in the minutes, with a citation to the place.",
  'Lengths and offsets are UTF-16 code units, times are milliseconds. A list parameter is repeated for "any of" (`council=A&council=B`); parameters and fields that are not described are refused, except under `/v1`, where clients of OpenAI send more than is read.',
  `Limits: body ${LIMITS.bodyBytes / 1024} kB (of a chat ${LIMITS.chatBodyBytes / 1024} kB), question ${LIMITS.question} characters, history ${LIMITS.historyTurns} turns of ${LIMITS.historyTurn} characters, text or quote ${LIMITS.text} characters, ${LIMITS.page} results a page (${LIMITS.defaultPage} unless told), ${LIMITS.filterValues} values a filter.`,
  "Every error is an `application/problem+json` (RFC 9457), under `/v1` an error in the shape of OpenAI. A request may carry an `X-Request-Id` (letters, digits, `_ . : -`, up to 128); the response always has one.",
].join("\n\n");

const json = createRoute({
  method: "get",
  path: "/openapi.json",
  tags: ["Service"],
  summary: "Read this description as OpenAPI 3.1",
  request: { query: strict({}) },
  responses: {
    200: {
      description: "The description.",
      content: { "application/json": { schema: z.looseObject({}) } },
    },
    ...problemResponses(400, 500),
  },
});

const page = createRoute({
  method: "get",
  path: "/docs",
  tags: ["Service"],
  summary: "Read this description as a page",
  request: { query: strict({}) },
  responses: {
    200: { description: "The page.", content: { "text/html": { schema: z.string() } } },
    ...problemResponses(400, 500),
  },
});

/** The OpenAPI document and the page made from it. Both are built once, on first use, from the routes themselves. */
export function addOpenApiRoutes(app: OpenAPIHono<AppEnv>, version: string) {
  const described = once(() =>
    app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title: "Ask the Minutes",
        version,
        description: DESCRIPTION,
        license: { name: "MIT" },
      },
      servers: [{ url: "/" }],
    }),
  );
  const reference = once(() => renderReference(described()));
  app.openapi(json, (c) => c.json(described() as object as Record<string, unknown>, 200));
  app.openapi(page, (c) => reference()(c));
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
