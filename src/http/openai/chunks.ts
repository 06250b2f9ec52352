import { MODEL_ID } from "./completion.ts";
import type { Answered, Exchange } from "./reply.ts";

/** One piece of a streamed reply, in OpenAI's shape. */
export type Chunk = Record<string, unknown>;

/**
 * The reply in pieces: the role at once, each statement and source, then the end with every annotation, and the usage
 * where it was asked for. With several choices each piece comes once for each.
 */
export async function* chunksOf(exchange: Exchange, withUsage: boolean): AsyncGenerator<Chunk> {
  const frame = frameOf(exchange, withUsage);
  const each = (delta: object, finish: string | null = null, more: object = {}) =>
    Array.from({ length: exchange.choices }, (_, index) => {
      const choice = { index, delta, logprobs: null, finish_reason: finish };
      return { ...frame, choices: [choice], ...more };
    });
  yield* each({ role: "assistant", content: "", refusal: null });
  const answered = await exchange.answer();
  for (const content of answered.text.parts) yield* each({ content });
  yield* each(...lastOf(answered));
  if (withUsage) yield { ...frame, choices: [], usage: answered.usage };
}

function frameOf({ id, created, fingerprint }: Exchange, withUsage: boolean): Chunk {
  return {
    id,
    object: "chat.completion.chunk",
    created,
    model: MODEL_ID,
    system_fingerprint: fingerprint,
    ...(withUsage && { usage: null }),
  };
}

function lastOf({ text, how }: Answered): [object, string, object] {
  return [{ annotations: text.annotations }, text.finish, { ask_the_minutes: how }];
}
