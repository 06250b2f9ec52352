import { z } from "@hono/zod-openapi";

/** An error as OpenAI's clients read it. */
export const OpenAiError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
    }),
  })
  .openapi("OpenAiError");

export type OpenAiError = z.infer<typeof OpenAiError>;

/** What OpenAI calls an error of a status; all others are the request's. */
const KINDS: Partial<Record<number, { type: string; code: string | null }>> = {
  401: { type: "invalid_request_error", code: "invalid_api_key" },
  404: { type: "invalid_request_error", code: "unknown_url" },
  429: { type: "rate_limit_error", code: "rate_limit_exceeded" },
  500: { type: "server_error", code: null },
  503: { type: "server_error", code: "service_unavailable" },
};
const OF_REQUEST = { type: "invalid_request_error", code: null };

/** True for the addresses whose clients expect OpenAI's shapes. */
export const speaksOpenAi = (path: string): boolean => path === "/v1" || path.startsWith("/v1/");

/** The body of an error; `param` is the first field that was refused. */
export function openAiErrorOf(
  status: number,
  message: string,
  fields: readonly { field: string }[] = [],
): OpenAiError {
  const { type, code } = KINDS[status] ?? OF_REQUEST;
  return { error: { message, type, param: fields[0]?.field ?? null, code } };
}

/** What every route can answer that a key or a limit stands before. */
const GUARDED = [401, 429, 503] as const;

/** The OpenAPI descriptions of the errors that a route under `/v1` can answer with, those of keys and limits among them. */
export function openAiProblems<S extends number>(...statuses: S[]) {
  const content = { "application/json": { schema: OpenAiError } } as const;
  const described = { description: "What is wrong, as OpenAI's clients read it.", content };
  const entries = [...GUARDED, ...statuses].map((status) => [status, described]);
  return Object.fromEntries(entries) as Record<
    S | (typeof GUARDED)[number],
    { description: string; content: typeof content }
  >;
}
