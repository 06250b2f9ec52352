import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/index";
import { afterAll, beforeAll } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { serveEngine, type Served } from "./seed-server.ts";

export const MODEL = "ask-the-minutes";

/** OpenAI's own client, of a service at an address. */
export const clientOf = (url: string, apiKey = "none") =>
  new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 });

export const user = (content: string): ChatCompletionMessageParam => ({ role: "user", content });

/** The one entry of a list that must have one. */
export function only<T>(list: readonly T[]): T {
  const [first, ...others] = list;
  if (first === undefined || others.length > 0) throw new Error(`expected one of ${list.length}`);
  return first;
}

/** The service over the seeds for the tests of a file, and OpenAI's client to it; set up before them. */
export function seedChat() {
  const parts = {} as { engine: Engine; served: Served; client: OpenAI };
  beforeAll(async () => {
    parts.engine = await openSeedEngine();
    parts.served = await serveEngine(parts.engine);
    parts.client = clientOf(parts.served.url);
  }, 60_000);
  afterAll(async () => {
    await parts.served.close();
    await parts.engine.close();
  });
  const chat = (messages: ChatCompletionMessageParam[], more: object = {}) =>
    parts.client.chat.completions.create({ model: MODEL, messages, ...more });
  return { parts, chat };
}
