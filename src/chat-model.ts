import { chatClient } from "./adapters/chat-client.ts";
import type { ChatModel } from "./answering/chat-model.ts";
import { restingAfterFailure } from "./answering/resting-model.ts";
import type { Config } from "./config.ts";

type ChatSettings = Pick<
  Config,
  "OPENAI_BASE_URL" | "OPENAI_API_KEY" | "CHAT_MODEL" | "CHAT_TIMEOUT"
>;

/** The language model of the settings, left alone for a while when it hangs; undefined unless both its server and its name are set. */
export function chatModelOf(settings: ChatSettings): ChatModel | undefined {
  const {
    OPENAI_BASE_URL: baseUrl,
    OPENAI_API_KEY: apiKey,
    CHAT_MODEL: model,
    CHAT_TIMEOUT,
  } = settings;
  if (baseUrl === undefined || model === undefined) return undefined;
  return restingAfterFailure(chatClient({ baseUrl, apiKey, model, timeout: CHAT_TIMEOUT * 1000 }));
}
