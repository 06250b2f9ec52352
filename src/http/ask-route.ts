import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { accepts } from "hono/accepts";
import type { AskRequest } from "../answering/model.ts";
import { streamAnswer } from "./answer-events.ts";
import { limitBody } from "./body-limit.ts";
import type { AppContext, AppEnv, UseEngine } from "./context.ts";
import { isPlainText, jsonCount, oneOf, strict, textField } from "./fields.ts";
import { FilterObject, filtersOf } from "./filters.ts";
import { LIMITS } from "./limits.ts";
import { problemResponses } from "./problem.ts";
import type { Log } from "./request-log.ts";
import { citedField, turnOf } from "./turns.ts";
import { Answer } from "./wire.ts";

const EVENTS = "text/event-stream";

const Turn = strict({
  role: oneOf(["user", "assistant"]),
  content: z
    .string({ error: "expected a text" })
    .max(
      LIMITS.historyTurn,
      `expected at most ${LIMITS.historyTurn.toLocaleString("en")} characters`,
    )
    .refine(isPlainText, "must not hold a null character or half a surrogate pair"),
  cited: citedField.openapi({
    description:
      "Of an answer: the `passageId` of each of its citations. They stay in view for what follows it up, and are what a correction (“no, the other report”) leaves out. Without it they are read from the links or quotations of its text.",
  }),
}).openapi("Turn");

const Question = strict({
  question: textField(LIMITS.question).openapi({ example: "What was said about gangs?" }),
  history: z
    .array(Turn)
    .max(LIMITS.historyTurns, `expected at most ${LIMITS.historyTurns} turns`)
    .optional()
    .openapi({
      description:
        "The conversation so far, oldest first; a follow-up is made to stand alone from it.",
    }),
  filters: FilterObject.optional(),
  limit: jsonCount(1, LIMITS.page)
    .optional()
    .openapi({ description: "The most citations to give." }),
}).openapi("Question");

const route = createRoute({
  method: "post",
  path: "/api/ask",
  tags: ["Ask"],
  summary: "Ask a question",
  description:
    "Answers with words quoted from the minutes, each with its citation, or says that they were not found. " +
    "With `Accept: text/event-stream` the same comes as events: `status` with a `stage` (`searching`, then `choosing`, then " +
    "`wording` where a language model takes part), a `statement` for each statement as soon as it is ready (with its " +
    "citations whole, as `cited`), then `answer` with the whole Answer; or `problem` when it fails on the way. The stage " +
    "`withdrawn` says that the answer is made anew without the language model: statements sent before it are void. " +
    "When the client goes away, the work stops.",
  middleware: limitBody(),
  request: { body: { required: true, content: { "application/json": { schema: Question } } } },
  responses: {
    200: {
      description: "The answer.",
      content: { "application/json": { schema: Answer }, [EVENTS]: { schema: z.string() } },
    },
    ...problemResponses(400, 413, 415, 500, 503),
  },
});

export function addAskRoute(app: OpenAPIHono<AppEnv>, engine: UseEngine, log: Log) {
  app.openapi(route, async (c) => {
    const request = { ...askRequest(c.req.valid("json")), signal: c.req.raw.signal };
    const open = engine();
    if (wantsEvents(c))
      return streamAnswer(c, (onProgress) => open.ask({ ...request, onProgress }), log);
    return c.json(await open.ask(request), 200);
  });
}

function askRequest({ filters, history, limit, question }: z.infer<typeof Question>): AskRequest {
  return {
    question,
    ...(history && { history: history.map(turnOf) }),
    ...(filters && { filters: filtersOf(filters) }),
    ...(limit !== undefined && { limit }),
  };
}

function wantsEvents(c: AppContext): boolean {
  const supports = ["application/json", EVENTS];
  return accepts(c, { header: "Accept", supports, default: "application/json" }) === EVENTS;
}
