import { z } from "@hono/zod-openapi";
import { Answer } from "../wire.ts";

/** The one model there is. */
export const MODEL_ID = "ask-the-minutes";

const seconds = z.int().openapi({ description: "Seconds since 1970." });

/** The model in OpenAI's shape. */
export const Model = z
  .object({
    id: z.literal(MODEL_ID),
    object: z.literal("model"),
    created: seconds,
    owned_by: z.literal(MODEL_ID),
  })
  .openapi("Model");

export const Models = z
  .object({ object: z.literal("list"), data: z.array(Model) })
  .openapi("Models");

const offset = z.int().min(0);

export const UrlCitation = z
  .object({
    type: z.literal("url_citation"),
    url_citation: z.object({
      start_index: offset,
      end_index: offset,
      url: z.string(),
      title: z.string(),
      quote: z.string().openapi({
        description: "The words of the minutes; a field that OpenAI does not have.",
      }),
    }),
  })
  .openapi("UrlCitation", {
    description:
      "A `[n]` marker: the text from `start_index` to `end_index`, in UTF-16 code units, and where its quotation stands.",
  });

const words = z.int().min(0);

export const Usage = z
  .object({ prompt_tokens: words, completion_tokens: words, total_tokens: words })
  .openapi("Usage", {
    description: "Words, not word pieces: runs of characters between white space.",
  });

/** How the answer came about, which OpenAI's shape has no place for. */
export const HowAnswered = z
  .object({
    status: z.enum(["answered", "not-found"]),
    confidence: z.number(),
    standalone_question: z.string(),
    answered_by: z.string(),
    language_model: Answer.shape.languageModel,
    index: z.string(),
  })
  .openapi("HowAnswered", {
    description: "The same fields of the Answer of `/api/ask`; a field that OpenAI does not have.",
  });

const Choice = z.object({
  index: offset,
  message: z.object({
    role: z.literal("assistant"),
    content: z.string(),
    refusal: z.null(),
    annotations: z.array(UrlCitation),
  }),
  logprobs: z.null(),
  finish_reason: z.enum(["stop", "length"]),
});

export const ChatCompletion = z
  .object({
    id: z.string(),
    object: z.literal("chat.completion"),
    created: seconds,
    model: z.literal(MODEL_ID),
    system_fingerprint: z.string(),
    choices: z.array(Choice),
    usage: Usage,
    ask_the_minutes: HowAnswered,
  })
  .openapi("ChatCompletion");

export type ChatCompletion = z.infer<typeof ChatCompletion>;
export type Usage = z.infer<typeof Usage>;
export type HowAnswered = z.infer<typeof HowAnswered>;
