import { STATUS_CODES } from "node:http";
import { z } from "@hono/zod-openapi";
import type { AppContext } from "./context.ts";
import { openAiErrorOf, speaksOpenAi } from "./openai/error.ts";

export const PROBLEM_TYPE = "application/problem+json";

/** The one shape of every error (RFC 9457). */
export const Problem = z
  .object({
    type: z.string().openapi({
      description: "Always `about:blank`: the status says what kind of problem it is.",
    }),
    title: z.string().openapi({ description: "The name of the status.", example: "Bad Request" }),
    status: z.int().openapi({ example: 400 }),
    detail: z.string().openapi({
      description: "What is wrong, where, and what was expected.",
      example: 'query parameter "limit": expected a whole number from 1 to 100',
    }),
    requestId: z.string().openapi({
      description: "The `X-Request-Id` of the request; the server's log has the same.",
    }),
    errors: z
      .array(
        z.object({
          in: z.enum(["query", "path", "body"]),
          field: z.string().openapi({ example: "limit" }),
          detail: z.string(),
        }),
      )
      .optional()
      .openapi({ description: "Every field that was refused, when fields were." }),
  })
  .openapi("Problem");

export type Problem = z.infer<typeof Problem>;
export type FieldError = NonNullable<Problem["errors"]>[number];
export type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503;

/** All that a caller is told of a fault that nobody foresaw. */
export const UNEXPECTED = "the server failed to answer; its log has the cause under the request id";

/** What a caller is told before the index and the model are loaded, and after how many seconds to come back. */
export const STILL_LOADING = "the index is still being loaded; try again shortly";
export const RETRY_SECONDS = "2";

/** The body of a problem. `detail` is shown to the caller: nothing of the inside belongs in it. */
export function problemOf(
  requestId: string,
  status: ProblemStatus,
  detail: string,
  errors?: FieldError[],
): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  return { type: "about:blank", title, status, detail, requestId, ...(errors && { errors }) };
}

/** Answers with a problem; under `/v1` in OpenAI's shape of it, which the clients that ask there expect. */
export function problem<S extends ProblemStatus>(
  c: AppContext,
  status: S,
  detail: string,
  errors?: FieldError[],
) {
  const body = problemOf(c.get("requestId"), status, detail, errors);
  if (!speaksOpenAi(c.req.path)) return c.json(body, status, { "content-type": PROBLEM_TYPE });
  return c.json(openAiErrorOf(status, detail, errors) as object as Problem, status);
}

const WHEN: Record<ProblemStatus, string> = {
  400: "A parameter, a field or the JSON is not as described; `detail` names it.",
  401: "The service asks for a key (`Authorization: Bearer`), and none or a wrong one was given.",
  403: "The page that asks may not.",
  404: "There is nothing under this address.",
  405: "The address takes other methods; `Allow` lists them.",
  413: "The body is larger than the limit.",
  415: "The body is not `application/json`.",
  429: "Too many requests; `Retry-After` says when to come back.",
  500: "A fault of the server; its log has it under `requestId`.",
  503: "The index is still being loaded, or too much is asked at a time; `Retry-After` says when to come back.",
};

/** What every route can answer that is not about health. */
const GUARDED = [401, 429, 503] as const;

/** The OpenAPI descriptions of the problems that a route can answer with, those of keys and limits among them. */
export function problemResponses<S extends ProblemStatus>(...statuses: S[]) {
  return openResponses<S | (typeof GUARDED)[number]>(...GUARDED, ...statuses);
}

/** The same for a route that no key or limit stands before. */
export function openResponses<S extends ProblemStatus>(...statuses: S[]) {
  const content = { [PROBLEM_TYPE]: { schema: Problem } } as const;
  const entries = statuses.map((status) => [status, { description: WHEN[status], content }]);
  return Object.fromEntries(entries) as Record<S, { description: string; content: typeof content }>;
}
