import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Answer, Citation, Progress, Statement } from "../answering/model.ts";
import type { AppContext } from "./context.ts";
import { UNEXPECTED, problemOf } from "./problem.ts";
import type { Log } from "./request-log.ts";

/** Asks, and is told of the progress meanwhile. */
type Ask = (onProgress: (progress: Progress) => void) => Promise<Answer>;

/** Answers with events: how far the work is, each statement when it is ready, the whole answer. */
export function streamAnswer(c: AppContext, ask: Ask, log: Log): Response {
  const requestId = c.get("requestId");
  const { signal } = c.req.raw;
  return streamSSE(c, async (stream) => {
    const send = inOrder(stream, signal);
    try {
      await sendAnswer(send, ask);
    } catch (err) {
      if (signal.aborted) return;
      log.error({ requestId, err }, "a streamed answer failed");
      await send("problem", problemOf(requestId, 500, UNEXPECTED));
    }
  });
}

type Send = (event: string, data: object) => Promise<void>;

/** Sends one event after the other, and none to a client that has gone; resolves when all so far are written. */
function inOrder(stream: SSEStreamingApi, signal: AbortSignal): Send {
  let last = Promise.resolve();
  const write = async (before: Promise<void>, event: string, data: object) => {
    await before;
    if (!signal.aborted) await stream.writeSSE({ event, data: JSON.stringify(data) });
  };
  return (event, data) => (last = write(last, event, data));
}

async function sendAnswer(send: Send, ask: Ask): Promise<void> {
  const sent: string[] = [];
  const tell = (statement: Statement, citations: readonly Citation[]) => {
    const cited = citations.filter(({ n }) => statement.citations.includes(n));
    sent.push(JSON.stringify(statement));
    return send("statement", { ...statement, cited });
  };
  void send("status", { stage: "searching" });
  const answer = await ask((progress) => {
    void ("stage" in progress
      ? send("status", progress)
      : tell(progress.statement, progress.cited));
  });
  const holds = sent.every((text, i) => text === JSON.stringify(answer.statements[i]));
  if (!holds) void send("status", { stage: "withdrawn" });
  for (const statement of answer.statements.slice(holds ? sent.length : 0))
    void tell(statement, answer.citations);
  await send("answer", answer);
}
