import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { AppEnv } from "../context.ts";
import { noSuchModel } from "./chat-route.ts";
import { MODEL_ID, Model, Models } from "./completion.ts";
import { openAiProblems } from "./error.ts";

const tags = ["OpenAI"];

const list = createRoute({
  method: "get",
  path: "/v1/models",
  tags,
  summary: "List the models as OpenAI's clients do",
  responses: {
    200: { description: "The one model.", content: { "application/json": { schema: Models } } },
    ...openAiProblems(400, 500),
  },
});

const one = createRoute({
  method: "get",
  path: "/v1/models/{id}",
  tags,
  summary: "Describe a model as OpenAI's clients do",
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: "The model.", content: { "application/json": { schema: Model } } },
    ...openAiProblems(400, 404, 500),
  },
});

/** `GET /v1/models` and `GET /v1/models/:id`. */
export function addModelRoutes(app: OpenAPIHono<AppEnv>) {
  const created = Math.floor(Date.now() / 1000);
  const model = {
    id: MODEL_ID,
    object: "model" as const,
    created,
    owned_by: MODEL_ID,
  } as const;
  app.openapi(list, (c) => c.json({ object: "list" as const, data: [model] }, 200));
  app.openapi(one, (c) => {
    const { id } = c.req.valid("param");
    return id === MODEL_ID ? c.json(model, 200) : noSuchModel(c, id);
  });
}
