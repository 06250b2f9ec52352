export type ChatMessage = { role: "system" | "user"; content: string };

/** The shape that an answer is asked in: a name for it and its JSON schema. */
export type ReplyShape = { name: string; schema: object };

/**
 * Why a language model gave no answer that can be used.
 * "timeout": it took too long, at once or between two pieces. "unreachable": no connection. "rate-limited": status 429.
 * "failed": another status than 200. "refused": it declined. "too-large": more than the limit. "broken": cut off, or not
 * what a chat completion looks like. "stopped": whoever asked has gone. "resting": it was not asked, because it just failed.
 */
export const CHAT_FAILURES = [
  "timeout",
  "unreachable",
  "rate-limited",
  "failed",
  "refused",
  "too-large",
  "broken",
  "stopped",
  "resting",
] as const;
export type ChatFailure = (typeof CHAT_FAILURES)[number];

export type ChatReply = { ok: true; text: string } | { ok: false; reason: ChatFailure };

/**
 * A language model. `complete` never throws: what went wrong is its reply. `onText` is told the whole text so far, each time
 * that more of it has come.
 */
export type ChatModel = {
  name: string;
  complete(
    messages: readonly ChatMessage[],
    shape: ReplyShape,
    signal?: AbortSignal,
    onText?: (soFar: string) => void,
  ): Promise<ChatReply>;
};
