import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chatClient } from "../../src/adapters/chat-client.ts";
import type { Answer as AnswerValue } from "../../src/answering/model.ts";
import type { Engine } from "../../src/engine.ts";
import { Answer } from "../../src/http/wire.ts";
import { chatServer, writes } from "../fixtures/chat-server.ts";
import { citing, MODEL_FAULTS, QUESTION } from "../fixtures/model-faults.ts";
import { appOver, posted } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";

let server: Awaited<ReturnType<typeof chatServer>>;
let engine: Engine;
let app: ReturnType<typeof appOver>["app"];
/** What is answered without a language model. */
let plain: AnswerValue;

beforeAll(async () => {
  server = await chatServer();
  const { baseUrl } = server;
  engine = await openSeedEngine(chatClient({ baseUrl, model: "toy", timeout: 2_000, stall: 300 }));
  app = appOver(engine).app;
  const extractive = await openSeedEngine();
  plain = await extractive.ask({ question: QUESTION });
  await extractive.close();
}, 60_000);
afterAll(async () => {
  await engine.close();
  await server.close();
});

async function ask(question: string): Promise<AnswerValue> {
  const response = await app.request("/api/ask", posted({ question }));
  const body: unknown = await response.json();
  expect({ status: response.status, body }).toMatchObject({ status: 200 });
  const answer = Answer.parse(body);
  expect(answer).toEqual(body);
  return body as AnswerValue;
}

function expectSound({ answer, citations, statements }: AnswerValue) {
  for (const { documentId, start, end, quote, leadIn } of citations) {
    const { text } = engine.document(documentId)!;
    expect(text.slice(start, end)).toBe(quote);
    expect(leadIn && text.slice(leadIn.start, leadIn.end)).toBe(leadIn?.quote);
  }
  const numbers = citations.map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(new Set(statements.flatMap((statement) => statement.citations))).toEqual(new Set(numbers));
  for (const n of numbers) expect(answer).toContain(`[${n}]`);
}

/** An answer without the times and what only a language model brings. */
const timeless = (answer: AnswerValue) => ({ ...answer, took: 0, searched: 0, languageModel: 0 });

describe("a model server that", () => {
  test.each(MODEL_FAULTS.filter(({ gives }) => gives.used))(
    "$name gives $gives",
    async ({ script, gives }) => {
      server.follow(script);
      const answer = await ask(QUESTION);
      expectSound(answer);
      expect(answer).toMatchObject({
        answeredBy: "toy",
        languageModel: { model: "toy", ...gives },
      });
      const text = "The service had recruited 24 new foster carers.";
      expect(answer.statements).toEqual([{ text, citations: [1] }]);
      expect(answer.answer).toBe(`${text} [1]`);
    },
  );

  test.each(MODEL_FAULTS.filter(({ gives }) => !gives.used))(
    "$name gives $gives",
    async ({ script, gives }) => {
      server.follow(script);
      const answer = await ask(QUESTION);
      expectSound(answer);
      expect(answer.languageModel).toEqual({ model: "toy", ...gives });
      expect(timeless(answer)).toEqual(timeless(plain));
    },
  );
});

test("the model sees the question and passages under keys that change, and nothing else", async () => {
  server.follow(MODEL_FAULTS[0]!.script);
  await ask(QUESTION);
  await ask(QUESTION);
  const [first, second] = server.asked.slice(-2);
  const { messages } = first!.body as { messages: { role: string; content: string }[] };
  expect(messages.map(({ role }) => role)).toEqual(["system", "user"]);
  const sent = JSON.parse(messages[1]!.content) as object;
  expect(Object.keys(sent)).toEqual(["question", "passages"]);
  for (const { key, text } of first!.passages) {
    expect(key).toMatch(/^p[0-9a-f]{12}$/);
    expect(JSON.stringify(second!.passages)).not.toContain(key);
    expect(second!.passages.map((passage) => passage.text)).toContain(text);
  }
});

test("where the minutes do not answer, the model is not asked", async () => {
  const before = server.asked.length;
  const answer = await ask("Who won the football world cup in 1966?");
  expect(answer).toMatchObject({ status: "not-found", answeredBy: "extractive" });
  expect(answer.languageModel).toEqual({ model: "toy", used: false, reason: "nothing-found" });
  expect(server.asked).toHaveLength(before);
});

describe("decisions", () => {
  const question = "What was decided about the Pause programme?";
  const DECISION =
    "That a further report on the Pause programme and ‘Doing What Counts and Measuring What Matters’ be reported to the Committee in June 2016.";

  test("are quoted, whatever the model makes of them", async () => {
    server.follow(
      writes((asked) => [citing(asked, "The Committee scrapped the Pause programme.", DECISION)]),
    );
    const answer = await ask(question);
    expectSound(answer);
    expect(answer.answeredBy).toBe("toy");
    expect(answer.statements[0]?.text).toBe(DECISION);
    expect(answer.answer).toContain(`Decision: “${DECISION}” [1]`);
    expect(JSON.stringify(answer)).not.toContain("scrapped");
  });

  test("stay, when the model leaves them out", async () => {
    const words = "It was requested that a further report on the Pause programme";
    const text =
      "It was requested that a further report on the Pause programme be reported to the Committee in June 2016.";
    server.follow(writes((asked) => [citing(asked, text, words)]));
    const answer = await ask(question);
    expectSound(answer);
    expect(answer.languageModel).toEqual({ model: "toy", used: true, dropped: 0 });
    expect(answer.statements.map((statement) => statement.text)).toEqual([
      DECISION,
      DECISION.replace("That a", "It was requested that a"),
    ]);
  });
});

test("the page sets what the model wrote apart from what it quotes, and says who wrote", async () => {
  server.follow(MODEL_FAULTS[0]!.script);
  const path = `/?${new URLSearchParams({ q: QUESTION }).toString()}`;
  const told = await (await app.request(path, { headers: { accept: "text/html" } })).text();
  expect(told).toContain('<p class="worded">The service had recruited 24 new foster carers.</p>');
  expect(told).toMatch(/<blockquote>He also noted that since bringing/);
  expect(told).toContain("Worded by a language model (toy)");
});

test("the page says when the model was of no use", async () => {
  server.follow(MODEL_FAULTS.find(({ name }) => name === "answers 500")!.script);
  const path = `/?${new URLSearchParams({ q: QUESTION }).toString()}`;
  const told = await (await app.request(path, { headers: { accept: "text/html" } })).text();
  expect(told).not.toContain('class="worded"');
  expect(told).toContain("without the language model");
});

test("someone who goes away stops the model", async () => {
  const stop = new AbortController();
  server.follow(() => stop.abort(new Error("gone")));
  await expect(engine.ask({ question: QUESTION, signal: stop.signal })).rejects.toThrow("gone");
});

test("chat clients get the worded answer with its citations in place", async () => {
  server.follow(MODEL_FAULTS[0]!.script);
  const request = posted({ model: "any", messages: [{ role: "user", content: QUESTION }] });
  const { data } = (await (await app.request("/v1/models")).json()) as { data: { id: string }[] };
  const body = { ...JSON.parse(request.body as string), model: data[0]!.id };
  const response = await app.request("/v1/chat/completions", posted(body));
  const { choices } = (await response.json()) as {
    choices: {
      message: {
        content: string;
        annotations: { url_citation: { start_index: number; end_index: number; url: string } }[];
      };
    }[];
  };
  const { content, annotations } = choices[0]!.message;
  expect(content).toMatch(/^The service had recruited 24 new foster carers. \[1\]/);
  const marked = annotations.map(({ url_citation: at }) =>
    content.slice(at.start_index, at.end_index),
  );
  expect(marked[0]).toContain("[1]");
  expect(annotations[0]?.url_citation.url).toMatch(/\/documents\/.+#passage$/);
});
