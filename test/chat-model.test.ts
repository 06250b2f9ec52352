import { afterAll, beforeAll, expect, test } from "vitest";
import type { Answer } from "../src/answering/model.ts";
import { chatModelOf } from "../src/chat-model.ts";
import { readConfig } from "../src/config.ts";
import type { Engine } from "../src/engine.ts";
import { chatServer, keepsSilent, writes } from "./fixtures/chat-server.ts";
import { citing, QUESTION } from "./fixtures/model-faults.ts";
import { posted } from "./http/seed-app.ts";
import { openSeedEngine } from "./http/seed-engine.ts";
import { serveEngine, type Served } from "./http/seed-server.ts";

let server: Awaited<ReturnType<typeof chatServer>>;
let engine: Engine;
let served: Served;

beforeAll(async () => {
  server = await chatServer();
  const settings = { OPENAI_BASE_URL: server.baseUrl, CHAT_MODEL: "toy", CHAT_TIMEOUT: "1" };
  engine = await openSeedEngine(chatModelOf(readConfig(settings)));
  served = await serveEngine(engine);
}, 60_000);
afterAll(async () => {
  await served.close();
  await engine.close();
  await server.close();
});

async function ask(question: string): Promise<Answer> {
  const response = await fetch(`${served.url}/api/ask`, posted({ question }));
  return (await response.json()) as Answer;
}

test("there is none unless its server and its name are set", () => {
  expect(chatModelOf(readConfig({}))).toBeUndefined();
  expect(chatModelOf(readConfig({ CHAT_MODEL: "toy" }))).toBeUndefined();
  expect(chatModelOf(readConfig({ OPENAI_BASE_URL: server.baseUrl }))).toBeUndefined();
});

test("by the settings words the answers, and is left alone once it hangs", async () => {
  const text = "The service had recruited 24 new foster carers.";
  server.follow(writes((asked) => [citing(asked, text)]));
  expect(await ask(QUESTION)).toMatchObject({ answeredBy: "toy" });
  server.follow(keepsSilent);
  const hangs = await ask(QUESTION);
  expect(hangs.languageModel).toEqual({ model: "toy", used: false, reason: "timeout" });
  const asked = server.asked.length;
  const questions = [QUESTION, "What was said about gangs?", "Who asked what Section 47 is?"];
  for (const answer of await Promise.all(questions.map(ask)))
    expect(answer).toMatchObject({
      status: "answered",
      answeredBy: "extractive",
      languageModel: { model: "toy", used: false, reason: "resting" },
    });
  expect(server.asked).toHaveLength(asked);
});
