import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "./context.ts";
import { refuse } from "./pages/refusal-page.ts";
import { type ProblemStatus, RETRY_SECONDS, UNEXPECTED, problem } from "./problem.ts";
import type { Log } from "./request-log.ts";

const DETAILS: Partial<Record<number, string>> = {
  400: "the body is not valid JSON",
  415: 'expected a JSON body with the header "Content-Type: application/json"',
};

/** What the log and the metrics call a request whose client went away; nginx's number for it. Nobody receives it. */
const CLIENT_GONE = 499;

/** Turns what was thrown into a problem; an unexpected fault is logged with its cause and shown without. */
export function answerFaults(log: Log): ErrorHandler<AppEnv> {
  return (fault, c) => {
    if (c.req.raw.signal.aborted) return new Response(null, { status: CLIENT_GONE });
    if (fault instanceof HTTPException && isExpected(fault.status)) {
      if (fault.status === 503) c.header("Retry-After", RETRY_SECONDS);
      return problem(c, fault.status, DETAILS[fault.status] ?? fault.message);
    }
    log.error({ requestId: c.get("requestId"), err: fault }, "a request failed");
    return refuse(c, 500, UNEXPECTED);
  };
}

const isExpected = (status: number): status is ProblemStatus =>
  [400, 404, 405, 413, 415, 503].includes(status);
