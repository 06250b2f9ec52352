import type { ChatFailure, ChatModel, ChatReply } from "./chat-model.ts";

/** Failures after which the next question would wait in vain too, or would make a busy server busier. */
const WEARY: ReadonlySet<ChatFailure> = new Set(["timeout", "unreachable", "rate-limited"]);

/** How long the model is left alone after such a failure: half a minute, and twice as long after each more, up to five. */
export const FIRST_REST_MS = 30_000;
export const LONGEST_REST_MS = 300_000;

const RESTING: ChatReply = { ok: false, reason: "resting" };

/**
 * The same model, left alone for a while after it took too long, could not be reached or was asked too much: its questions
 * are answered at once, as failed, in place of each waiting out the time. After the rest one question tries it; when that
 * is answered all are asked again. `now` gives milliseconds that never go back.
 */
export function restingAfterFailure(
  model: ChatModel,
  now: () => number = () => performance.now(),
): ChatModel {
  /** Milliseconds of the present rest, 0 where there is none; until when it lasts. */
  let rest = 0;
  let until = -Infinity;
  const settle = (reply: ChatReply, tried: boolean) => {
    if (reply.ok || !WEARY.has(reply.reason)) {
      until = -Infinity;
      if (reply.ok || reply.reason !== "stopped") rest = 0;
      return;
    }
    if (rest === 0) rest = FIRST_REST_MS;
    else if (tried) rest = Math.min(LONGEST_REST_MS, 2 * rest);
    until = now() + rest;
  };
  return {
    name: model.name,
    async complete(...given) {
      if (now() < until) return RESTING;
      const tries = rest > 0;
      // Whoever comes while this one tries is not to wait with it.
      if (tries) until = Infinity;
      const reply = await model.complete(...given);
      settle(reply, tries);
      return reply;
    },
  };
}
