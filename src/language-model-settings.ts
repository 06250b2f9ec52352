import { z } from "zod";
import { secret, setting, wholeNumber } from "./setting.ts";

/** The language model, if any. */
export const LANGUAGE_MODEL_SETTINGS = {
  OPENAI_BASE_URL: setting(
    z.url({ protocol: /^https?$/ }).optional(),
    "an http or https address",
    "no language model",
    "Any OpenAI-compatible server, with its version (`http://127.0.0.1:11434/v1`), that words answers; it is sent the question and the passages found.",
  ),
  OPENAI_API_KEY: secret(z.string().optional(), "a key", "none", "Key for that server."),
  CHAT_MODEL: setting(
    z.string().optional(),
    "a model's name",
    "no language model",
    "Name of the model there. Without this or `OPENAI_BASE_URL` nothing is sent anywhere.",
  ),
  CHAT_TIMEOUT: setting(
    wholeNumber(1, 600).default(30),
    "a whole number from 1 to 600",
    "30",
    "Seconds after which an answer is given without the language model.",
  ),
};
