import type {
  ChatFailure,
  ChatMessage,
  ChatModel,
  ChatReply,
  ReplyShape,
} from "../answering/chat-model.ts";
import { readCompletion } from "./chat-reply.ts";
import { untilAborted } from "./given-up.ts";

export type ChatClientOptions = {
  /** Address of the API, with its version: `https://host/v1`. */
  baseUrl: string;
  apiKey?: string | undefined;
  model: string;
  /** Milliseconds for the whole of a reply. */
  timeout: number;
  /** Milliseconds without a piece of it after which a reply counts as stalled. */
  stall?: number;
  /** Bytes of a reply, as it comes over the wire. */
  maxBytes?: number;
};

/** An answer of twenty sentences takes some 100 kB as a stream of single words; what is larger is no answer. */
const MOST_BYTES = 1024 * 1024;

/**
 * A language model behind any OpenAI-compatible server (`POST {baseUrl}/chat/completions`, streamed). Redirects are not
 * followed: what is asked goes to the named server only. A server that knows no structured output (400 or 422) is asked
 * once more without it.
 */
export function chatClient(options: ChatClientOptions): ChatModel {
  const send = async (
    body: object,
    signal: AbortSignal | undefined,
    onText: ((soFar: string) => void) | undefined,
  ): Promise<ChatReply & { status?: number }> => {
    const limit = limited(options, signal);
    try {
      const response = await fetch(
        endpointOf(options.baseUrl),
        requestOf(body, options.apiKey, limit.signal),
      );
      limit.alive();
      if (response.status === 200)
        return await untilAborted(
          readCompletion(response, options.maxBytes ?? MOST_BYTES, limit.alive, onText),
          limit.signal,
        );
      await response.body?.cancel();
      return {
        ok: false,
        reason: response.status === 429 ? "rate-limited" : "failed",
        status: response.status,
      };
    } catch (error) {
      return { ok: false, reason: limit.reason() ?? failureOf(error) };
    } finally {
      limit.end();
    }
  };
  return {
    name: options.model,
    async complete(messages, shape, signal, onText) {
      const plain = { model: options.model, messages, stream: true };
      const reply = await send({ ...plain, ...structured(shape) }, signal, onText);
      const unknown = reply.status === 400 || reply.status === 422;
      return asReply(unknown ? await send(plain, signal, onText) : reply);
    },
  };
}

const asReply = (reply: ChatReply): ChatReply =>
  reply.ok ? reply : { ok: false, reason: reply.reason };

/** As little chance as the model has, in the shape asked for. */
function structured({ name, schema }: ReplyShape) {
  return {
    temperature: 0,
    response_format: { type: "json_schema", json_schema: { name, strict: true, schema } },
  };
}

const endpointOf = (baseUrl: string) => `${baseUrl.replace(/\/+$/, "")}/chat/completions`;

function requestOf(
  body: { messages?: readonly ChatMessage[] },
  apiKey: string | undefined,
  signal: AbortSignal,
): RequestInit {
  const headers = {
    "content-type": "application/json",
    accept: "text/event-stream, application/json",
    ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
  };
  return { method: "POST", headers, body: JSON.stringify(body), signal, redirect: "error" };
}

/** A signal that ends a request when it takes too long, stalls, or nobody waits for it any more. */
function limited({ timeout, stall = timeout }: ChatClientOptions, given: AbortSignal | undefined) {
  const over = new AbortController();
  const end = () => over.abort();
  const whole = setTimeout(end, timeout);
  const quiet = setTimeout(end, stall);
  if (given?.aborted) end();
  given?.addEventListener("abort", end, { once: true });
  return {
    signal: over.signal,
    alive: () => void quiet.refresh(),
    reason: (): ChatFailure | undefined => {
      if (given?.aborted) return "stopped";
      return over.signal.aborted ? "timeout" : undefined;
    },
    end: () => {
      [whole, quiet].forEach((timer) => clearTimeout(timer));
      given?.removeEventListener("abort", end);
    },
  };
}

/** Connections that never were, against those that broke. */
function failureOf(error: unknown): ChatFailure {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/.test(
      code,
    )
  )
    return "unreachable";
  return /CERT|SSL|TLS/.test(code) ? "unreachable" : "broken";
}
