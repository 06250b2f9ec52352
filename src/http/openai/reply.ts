import { randomUUID } from "node:crypto";
import type { Answer } from "../../answering/model.ts";
import type { Engine } from "../../engine.ts";
import type { LinkTo } from "../links.ts";
import { chatText, countWords, type ChatText } from "./chat-text.ts";
import { MODEL_ID, type ChatCompletion, type HowAnswered, type Usage } from "./completion.ts";
import { textOf } from "./conversation.ts";
import type { ChatRequest } from "./request.ts";

/** One chat request under way: what all of its reply has in common, and how to answer it. */
export type Exchange = {
  id: string;
  /** Seconds since 1970. */
  created: number;
  choices: number;
  fingerprint: string;
  answer(): Promise<Answered>;
};

/** An answer as a chat shows it, with what it took. */
export type Answered = { text: ChatText; usage: Usage; how: HowAnswered };

export function exchangeOf(
  request: ChatRequest,
  engine: Engine,
  ask: () => Promise<Answer>,
  linkTo: LinkTo,
): Exchange {
  const choices = request.n ?? 1;
  return {
    id: `chatcmpl-${randomUUID()}`,
    created: Math.floor(Date.now() / 1000),
    choices,
    fingerprint: engine.index,
    async answer() {
      const answer = await ask();
      const text = chatText(answer, linkTo, boundsOf(request));
      return { text, usage: usageOf(request, text, choices), how: howAnswered(answer) };
    },
  };
}

function boundsOf({ stop, max_completion_tokens: most, max_tokens: mostBefore }: ChatRequest) {
  return { mostWords: most ?? mostBefore ?? undefined, stops: stop ? [stop].flat() : [] };
}

function usageOf({ messages }: ChatRequest, { parts }: ChatText, choices: number): Usage {
  const prompt = messages.reduce((sum, message) => sum + countWords(textOf(message)), 0);
  const completion = countWords(parts.join("")) * choices;
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}

function howAnswered(answer: Answer): HowAnswered {
  const { status, confidence, standaloneQuestion, answeredBy, languageModel, index } = answer;
  return {
    status,
    confidence,
    standalone_question: standaloneQuestion,
    answered_by: answeredBy,
    ...(languageModel && { language_model: languageModel }),
    index,
  };
}

/** The whole reply at once. All choices are the same: there is one answer. */
export async function completionOf(exchange: Exchange): Promise<ChatCompletion> {
  const { id, created, choices, fingerprint } = exchange;
  const { text, usage, how } = await exchange.answer();
  const content = text.parts.join("");
  return {
    id,
    object: "chat.completion",
    created,
    model: MODEL_ID,
    system_fingerprint: fingerprint,
    choices: Array.from({ length: choices }, (_, index) => ({
      index,
      message: { role: "assistant", content, refusal: null, annotations: text.annotations },
      logprobs: null,
      finish_reason: text.finish,
    })),
    usage,
    ask_the_minutes: how,
  };
}
