import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chatClient } from "../../src/adapters/chat-client.ts";
import type { Answer, Citation } from "../../src/answering/model.ts";
import type { Engine } from "../../src/engine.ts";
import { chatServer, delta, END, openStream, type Asked } from "../fixtures/chat-server.ts";
import { citing, QUESTION } from "../fixtures/model-faults.ts";
import { posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";
import { serveEngine, type Served } from "./seed-server.ts";

type Event = { event: string; data: Record<string, unknown> };

let server: Awaited<ReturnType<typeof chatServer>>;
let engine: Engine;
let served: Served;
/** The reply that the language model is in the midst of; tests write it on. */
let reply: { asked: Asked; response: ServerResponse };
let open: Events[] = [];
let askedBefore = 0;

beforeAll(async () => {
  server = await chatServer();
  const { baseUrl } = server;
  engine = await openSeedEngine(chatClient({ baseUrl, model: "toy", timeout: 20_000 }));
  served = await serveEngine(engine);
  server.follow((asked, response) => {
    reply = { asked, response };
    openStream(response).write(delta('{"sentences": ['));
  });
}, 60_000);
afterEach(async () => {
  for (const events of open) events.leave();
  open = [];
});
afterAll(async () => {
  await served.close();
  await engine.close();
  await server.close();
});

type Events = { next(): Promise<Event | undefined>; rest(): Promise<Event[]>; leave(): void };

/** The events of an answer, one at a time. */
async function ask(question: string): Promise<Events> {
  askedBefore = server.asked.length;
  const abort = new AbortController();
  const init = { ...posted({ question }, { accept: "text/event-stream" }), signal: abort.signal };
  const { body } = await fetch(`${served.url}/api/ask`, init);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const next = async (): Promise<Event | undefined> => {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const [, event = "", data = ""] =
          /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
        text = text.slice(end + 2);
        return { event, data: JSON.parse(data) as Event["data"] };
      }
      const { done, value } = await reader.read();
      if (done) return undefined;
      text += value;
    }
  };
  const rest = async () => {
    const all: Event[] = [];
    for (let each = await next(); each; each = await next()) all.push(each);
    return all;
  };
  const events = { next, rest, leave: () => abort.abort() };
  open.push(events);
  return events;
}

const write = (text: string) => reply.response.write(delta(text));
const TRUE = "The service had recruited 24 new foster carers.";
const stages = (events: Event[]) =>
  events.flatMap(({ event, data }) => (event === "status" ? [data["stage"]] : []));
const sentenceOf = (text: string) => JSON.stringify(citing(reply.asked, text));

async function upToWording(events: Events): Promise<Event[]> {
  const seen: Event[] = [];
  while (stages(seen).at(-1) !== "wording") seen.push((await events.next())!);
  await expect.poll(() => server.asked.length).toBe(askedBefore + 1);
  return seen;
}

test("a statement comes as soon as its sentence stood the check, while the model goes on", async () => {
  const events = await ask(QUESTION);
  expect(stages(await upToWording(events))).toEqual(["searching", "choosing", "wording"]);
  write(`${sentenceOf("The service had recruited 240 new foster carers.")},`);
  write(sentenceOf(TRUE));
  const early = await events.next();
  expect(early).toMatchObject({ event: "statement", data: { text: TRUE, citations: [1] } });
  const [cited] = early!.data["cited"] as Citation[];
  const document = engine.document(cited!.documentId);
  expect(document?.text.slice(cited!.start, cited!.end)).toBe(cited!.quote);
  reply.response.end(`${delta("]}")}${END}data: [DONE]\n\n`);
  const last = await events.rest();
  expect(last.map(({ event }) => event)).toEqual(["answer"]);
  const answer = last[0]!.data as unknown as Answer;
  expect(answer).toMatchObject({ answeredBy: "toy", languageModel: { used: true, dropped: 1 } });
  expect(answer.statements).toEqual([{ text: TRUE, citations: [1] }]);
  expect(answer.citations).toEqual([cited]);
});

test.each([
  ["breaks off", () => void reply.response.destroy()],
  ["ends without a word", () => void reply.response.end()],
  [
    "goes on with lies",
    () => {
      const lies = [1, 2].map((n) => sentenceOf(`It cost £${n} million.`));
      reply.response.end(`${delta(`,${lies.join()}]}`)}${END}`);
    },
  ],
])("when the model %s, what was sent is withdrawn and the quotations come", async (_, fail) => {
  const events = await ask(QUESTION);
  await upToWording(events);
  write(sentenceOf(TRUE));
  expect(await events.next()).toMatchObject({ event: "statement", data: { text: TRUE } });
  fail();
  const [withdrawn, ...rest] = await events.rest();
  expect(withdrawn).toEqual({ event: "status", data: { stage: "withdrawn" } });
  const answer = rest.at(-1)!.data as unknown as Answer;
  expect(answer.answeredBy).toBe("extractive");
  const told = rest.slice(0, -1).map(({ data: { cited: _cited, ...statement } }) => statement);
  expect(told).toEqual(answer.statements);
});

test("decisions, which no model words, do not wait for it", async () => {
  const events = await ask("What was decided about the Pause programme?");
  const seen = await upToWording(events);
  const first = await events.next();
  expect(seen.every(({ event }) => event === "status")).toBe(true);
  expect(first?.event).toBe("statement");
  expect((first!.data["cited"] as Citation[])[0]?.kind).toBe("decision");
  reply.response.end(`${delta("]}")}${END}`);
  const answer = (await events.rest()).at(-1)!.data as unknown as Answer;
  expect(answer.languageModel).toEqual({ model: "toy", used: false, reason: "no-answer" });
  expect(answer.statements[0]?.text).toBe(first?.data["text"]);
});

test("a client that goes away in the midst stops the model, and is no fault", async () => {
  const events = await ask(QUESTION);
  await upToWording(events);
  const { response } = reply;
  let closed = false;
  response.on("close", () => (closed = true));
  write(sentenceOf(TRUE));
  await events.next();
  expect(closed).toBe(false);
  events.leave();
  await expect.poll(() => closed).toBe(true);
  expect(response.writableFinished).toBe(false);
  expect(served.lines.filter(({ level }) => level === "error")).toEqual([]);
});

test("where the minutes do not answer, the stages say so and no model is asked", async () => {
  const before = server.asked.length;
  const events = await (await ask("Who won the football world cup in 1966?")).rest();
  expect(stages(events)).toEqual(["searching", "choosing"]);
  expect(events.at(-1)?.data).toMatchObject({ status: "not-found" });
  expect(server.asked).toHaveLength(before);
});
