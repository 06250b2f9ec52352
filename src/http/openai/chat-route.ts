import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { streamSSE } from "hono/streaming";
import { limitBody } from "../body-limit.ts";
import type { AppContext, AppEnv, UseEngine } from "../context.ts";
import { LIMITS } from "../limits.ts";
import { linksOf } from "../links.ts";
import { problem, UNEXPECTED } from "../problem.ts";
import type { Log } from "../request-log.ts";
import { chunksOf } from "./chunks.ts";
import { ChatCompletion, MODEL_ID } from "./completion.ts";
import { readConversation } from "./conversation.ts";
import { openAiErrorOf, openAiProblems } from "./error.ts";
import { completionOf, exchangeOf, type Exchange } from "./reply.ts";
import { ChatRequest } from "./request.ts";

const route = createRoute({
  method: "post",
  path: "/v1/chat/completions",
  tags: ["OpenAI"],
  summary: "Ask a question as OpenAI's clients do",
  description:
    "Answers the last message of a user, with `[n]` markers, a list of the sources below, and an annotation for each marker. The text is Markdown " +
    "that shows the words of the minutes as they are: their own signs are escaped; `quote` in the annotation has them word for word. " +
    "With `stream` the same comes as events; the last one with a `finish_reason` has every annotation. Fields that are not described are let be. " +
    "Offsets are UTF-16 code units, usage is counted in words.",
  middleware: limitBody(LIMITS.chatBodyBytes),
  request: { body: { required: true, content: { "application/json": { schema: ChatRequest } } } },
  responses: {
    200: {
      description: "The reply.",
      content: {
        "application/json": { schema: ChatCompletion },
        "text/event-stream": { schema: z.string() },
      },
    },
    ...openAiProblems(400, 404, 413, 415, 500, 503),
  },
});

/** `POST /v1/chat/completions` over the engine; links begin with the public address, where there is one. */
export function addChatRoute(
  app: OpenAPIHono<AppEnv>,
  engine: UseEngine,
  log: Log,
  publicUrl?: string,
) {
  app.openapi(route, async (c) => {
    const request = c.req.valid("json");
    if (request.model !== MODEL_ID) return noSuchModel(c, request.model);
    const conversation = readConversation(request.messages);
    if (!conversation.ok) return refuseMessage(c, conversation);
    const { question, history } = conversation;
    const open = engine();
    const { signal } = c.req.raw;
    const ask = () => open.ask({ question, history, signal });
    const exchange = exchangeOf(request, open, ask, linksOf(c, publicUrl));
    if (!request.stream) return c.json(await completionOf(exchange), 200);
    return streamReply(c, exchange, request.stream_options?.include_usage === true, log);
  });
}

function refuseMessage(c: AppContext, { field, detail }: { field: string; detail: string }) {
  return problem(c, 400, detail, [{ in: "body", field, detail }]);
}

/** The 404 that OpenAI gives for a model that there is not. */
export function noSuchModel(c: AppContext, model: string) {
  const detail = `The model ${JSON.stringify(model.slice(0, 100))} does not exist; there is "${MODEL_ID}".`;
  const { error } = openAiErrorOf(404, detail);
  return c.json({ error: { ...error, param: "model", code: "model_not_found" } }, 404);
}

function streamReply(c: AppContext, exchange: Exchange, withUsage: boolean, log: Log): Response {
  const { signal } = c.req.raw;
  return streamSSE(c, async (stream) => {
    try {
      for await (const chunk of chunksOf(exchange, withUsage)) {
        if (signal.aborted) return;
        await stream.writeSSE({ data: JSON.stringify(chunk) });
      }
      await stream.writeSSE({ data: "[DONE]" });
    } catch (err) {
      if (signal.aborted) return;
      log.error({ requestId: c.get("requestId"), err }, "a streamed reply failed");
      await stream.writeSSE({ data: JSON.stringify(openAiErrorOf(500, UNEXPECTED)) });
    }
  });
}
