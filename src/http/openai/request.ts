import { z } from "@hono/zod-openapi";
import { isPlainText, oneOf } from "../fields.ts";

/** Most choices of one request, and most sequences to stop at: OpenAI's own limits. */
const CHOICES = 128;
const STOPS = 4;

const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;

const text = z
  .string({ error: "expected a text" })
  .refine(isPlainText, "must not hold a null character or half a surrogate pair");

const Part = z.looseObject({
  type: z.string({ error: 'expected a kind of part, such as "text"' }),
  text: text.optional(),
});

const Message = z
  .looseObject(
    {
      role: oneOf(ROLES),
      content: z
        .union([text, z.array(Part)], { error: "expected a text or a list of parts" })
        .nullish(),
    },
    { error: "expected an object with role and content" },
  )
  .openapi("ChatMessage");

/** A message of a chat. */
export type ChatMessage = z.infer<typeof Message>;

const most = z
  .int({ error: "expected a whole number above 0" })
  .min(1, "expected a whole number above 0")
  .nullish();
const stopAt = text.min(1, "must not be empty");
const stops = z.array(stopAt).max(STOPS, `expected at most ${STOPS} texts`);
const choices = `expected a whole number from 1 to ${CHOICES}`;
const yesOrNo = z.boolean({ error: "expected true or false" }).nullish();

/** What is read of a chat request; all other fields are let be, as OpenAI's clients expect. */
export const ChatRequest = z
  .looseObject(
    {
      model: z
        .string({ error: "expected the id of a model" })
        .openapi({ example: "ask-the-minutes" }),
      messages: z
        .array(Message, { error: "expected a list of messages" })
        .min(1, "expected at least one message")
        .openapi({
          description:
            "The last of role `user` is the question, those of `user` and `assistant` before it the history; instructions of role `system` change nothing.",
        }),
      stream: yesOrNo,
      stream_options: z.looseObject({ include_usage: yesOrNo }).nullish(),
      n: z.int({ error: choices }).min(1, choices).max(CHOICES, choices).nullish(),
      stop: z
        .union([stopAt, stops], { error: `expected a text or at most ${STOPS} of them` })
        .nullish()
        .openapi({
          description: "The text ends with the last whole statement or source before one of these.",
        }),
      max_completion_tokens: most.openapi({
        description:
          "Most words of the text. Statements that do not fit are left out whole, and the finish is `length`.",
      }),
      max_tokens: most.openapi({ description: "The older name of `max_completion_tokens`." }),
    },
    { error: "expected an object" },
  )
  .openapi("ChatRequest");

export type ChatRequest = z.infer<typeof ChatRequest>;
