import type OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources/index";
import { describe, expect, test } from "vitest";
import type { Answer, Turn } from "../../src/answering/model.ts";
import { AskOutput } from "../../src/http/mcp/outputs.ts";
import { called, connectHttp } from "./mcp-client.ts";
import { only, seedChat, user } from "./openai-client.ts";
import { posted } from "./seed-app.ts";

const CARERS = "How many foster carers were recruited?";
const { parts, chat } = seedChat();

async function ask(question: string, history: Turn[] = []): Promise<Answer> {
  const response = await fetch(`${parts.served.url}/api/ask`, posted({ question, history }));
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}

const turns = (question: string, content: string, cited?: string[]): Turn[] => [
  { role: "user", content: question },
  { role: "assistant", content, ...(cited && { cited }) },
];
const documents = ({ citations }: Answer) => [
  ...new Set(citations.map(({ documentId }) => documentId)),
];
/** An answer's text as a client may keep it, without words or links of the minutes. */
const SHORT = "Some were recruited [1].";

describe("POST /api/ask", () => {
  test.each([
    ["the text of the answer", ({ answer }: Answer) => turns(CARERS, answer)],
    [
      "the ids of the passages",
      ({ citations }: Answer) =>
        turns(
          CARERS,
          SHORT,
          citations.map(({ passageId }) => passageId),
        ),
    ],
    [
      "links to the passages",
      ({ citations }: Answer) => turns(CARERS, `${SHORT} https://example.org${citations[0]!.url}`),
    ],
  ])("leaves out what the answer before cited, known by %s", async (_, historyOf) => {
    const first = await ask(CARERS);
    const [cited] = documents(first);
    const second = await ask("no, the other report", historyOf(first));
    expect(second.standaloneQuestion).toBe(CARERS);
    expect(second.searched.documents).toBe(first.searched.documents - 1);
    expect(documents(second)).not.toContain(cited);
    expect(second.related.map(({ documentId }) => documentId)).not.toContain(cited);
  });

  test("goes on leaving out, until another matter is asked", async () => {
    const question = "What was said about foster carers?";
    const first = await ask(question);
    let history = turns(question, first.answer);
    const second = await ask("no, the other report", history);
    history = [...history, ...turns("no, the other report", second.answer)];
    const third = await ask("not that one either", history);
    expect(third.standaloneQuestion).toBe(question);
    expect(third.searched.documents).toBe(first.searched.documents - 2);
    const left = new Set([documents(first)[0], documents(second)[0]]);
    expect(documents(third).filter((id) => left.has(id))).toEqual([]);
    history = [...history, ...turns("not that one either", third.answer)];
    const fourth = await ask("What was said about gangs in Hammersmith and Fulham?", history);
    expect(fourth.searched.documents).toBe(first.searched.documents);
  });

  test("knows nothing of what it was not told", async () => {
    const first = await ask(CARERS);
    const second = await ask("no, the other report", turns(CARERS, SHORT, ["no-such-passage"]));
    expect(second.citations).toEqual(first.citations);
  });

  test("exchanges the council that was meant, and keeps to it", async () => {
    const question = "What was said about foster carers?";
    const first = await ask(question);
    const history = turns(question, first.answer);
    const second = await ask("no, I meant Islington", history);
    expect(second.standaloneQuestion).toBe("What was said about foster carers in Islington?");
    expect(new Set(second.citations.map(({ council }) => council))).toEqual(new Set(["Islington"]));
    const third = await ask("why?", [...history, ...turns("no, I meant Islington", second.answer)]);
    expect(third.standaloneQuestion).toBe("why? (foster carers in Islington)");
  });

  test("keeps the passages in view that the answer before cited", async () => {
    const question = "What was said about gangs in Hammersmith and Fulham?";
    const first = await ask(question);
    const decided = await ask("what did they decide?", turns(question, first.answer));
    expect(decided.citations[0]?.quote).toMatch(/\b(?:requested|agreed|resolved|commented)\b/i);
    const alone = await ask(decided.standaloneQuestion);
    const kept = decided.citations.filter(
      ({ passageId }) => !alone.citations.some((citation) => citation.passageId === passageId),
    );
    expect(documents(decided)).toEqual([documents(first)[0]]);
    expect(kept.every(({ documentId }) => documentId === documents(first)[0])).toBe(true);
  });

  const LEEDS = "What did Steve Miley say about the Leeds approach?";
  const SKYPE = "What was said about Skype?";
  const MASE = "Would the sexual exploitation panel remain shared?";
  test.each([
    [LEEDS, "who asked that?", /^Matt Jenkins .*\basked\b/],
    [SKYPE, "and what was the answer?", /^Clare Chamberlain said video-conferencing was being/],
    [MASE, "what did they decide?", /^That the Committee reviewed and commented upon the report\./],
  ])("%j, then %j, means what the minutes have beside it", async (question, then, quote) => {
    const first = await ask(question);
    const ids = first.citations.map(({ passageId }) => passageId);
    const [url] = first.citations.map((citation) => citation.url);
    const known = [turns(question, first.answer), turns(question, `[1] https://example.org${url}`)];
    for (const history of [...known, turns(question, SHORT, ids)]) {
      const second = await ask(then, history);
      expect(second.citations[0]?.quote).toMatch(quote);
      expect(documents(second)).toEqual([documents(first)[0]]);
    }
    const alone = await ask(then);
    expect(alone.citations.filter((citation) => quote.test(citation.quote))).toEqual([]);
  });

  test("who said that means all of what was quoted", async () => {
    const first = await ask(SKYPE);
    const second = await ask("who said that?", turns(SKYPE, first.answer));
    const spoken = first.citations.filter(({ speaker }) => speaker !== undefined);
    const quotes = (given: typeof spoken) => given.map(({ quote }) => quote).toSorted();
    expect(spoken.length).toBeGreaterThan(1);
    expect(quotes(second.citations)).toEqual(quotes(spoken));
  });

  test("what was quoted is not quoted again where more is asked", async () => {
    const first = await ask(CARERS);
    const second = await ask("and why did they leave?", turns(CARERS, first.answer));
    const quotes = new Set(first.citations.map(({ quote }) => quote));
    expect(second.citations.filter(({ quote }) => quotes.has(quote))).toEqual([]);
  });

  test("a question with a matter of its own means that", async () => {
    const history = turns(LEEDS, (await ask(LEEDS)).answer);
    const { citations } = await ask("who asked what Section 47 referred to?", history);
    expect(citations[0]?.speaker).toBe("Nadia Taylor");
  });

  test("refuses ids that are none, and too many of them", async () => {
    for (const cited of ["one", [""], Array.from({ length: 101 }, () => "a")]) {
      const body = { question: "why?", history: [{ ...turns("a", "b")[1], cited }] };
      const response = await fetch(`${parts.served.url}/api/ask`, posted(body));
      expect(response.status).toBe(400);
      expect(JSON.stringify(await response.json())).toContain("history[0].cited");
    }
  });
});

/** A conversation as a chat client has it: each reply goes back as it came. */
async function converse(questions: string[]) {
  const messages: ChatCompletionMessageParam[] = [];
  const replies: (OpenAI.ChatCompletion & { ask_the_minutes?: { standalone_question: string } })[] =
    [];
  for (const question of questions) {
    messages.push(user(question));
    const reply = await chat(messages);
    replies.push(reply);
    messages.push(only(reply.choices).message);
  }
  return replies.map((reply) => ({
    asked: reply.ask_the_minutes?.standalone_question,
    urls: (only(reply.choices).message.annotations ?? []).map(({ url_citation: { url } }) => url),
  }));
}
const pageOf = (url = "") => url.split("?")[0];

describe("OpenAI's client", () => {
  test("corrects itself: the report, the council, the matter", async () => {
    const [first, second, third, fourth] = await converse([
      CARERS,
      "no, the other report",
      "sorry, I meant Islington",
      "and what was said about foster carers in Hammersmith and Fulham?",
    ]);
    expect(second?.asked).toBe(CARERS);
    expect(second?.urls.map(pageOf)).not.toContain(pageOf(first?.urls[0]));
    expect(third?.asked).toBe("How many foster carers were recruited in Islington?");
    expect(fourth?.urls.length).toBeGreaterThan(0);
  });

  test("follows up over many turns", async () => {
    const replies = await converse([
      "What did Steve Miley say about foster carers?",
      "what did he say about the Leeds approach?",
      "who are they talking to about it?",
      "And in Islington?",
    ]);
    expect(replies.map(({ asked }) => asked)).toEqual([
      "What did Steve Miley say about foster carers?",
      "what did Steve Miley say about the Leeds approach?",
      "who are they talking to about it? (Leeds approach; Steve Miley)",
      "what did Steve Miley say about the Leeds approach in Islington?",
    ]);
    const another = await converse([
      "What did Steve Miley say about the Leeds approach?",
      "who asked that?",
      "What was said about Skype?",
      "and what was the answer?",
    ]);
    expect(another.map(({ asked }) => asked)).toEqual([
      "What did Steve Miley say about the Leeds approach?",
      "who asked that? (Leeds approach; Steve Miley)",
      "What was said about Skype?",
      "and what was the answer? (Skype)",
    ]);
    const text = (await (await fetch(replies[2]?.urls[0] ?? "")).text()).replace(/\s+/g, " ");
    expect(text).toContain("Leeds City Council approach");
  });
});

test("an agent corrects itself too", async () => {
  const client = await connectHttp(parts.served.url);
  const told = (question: string, history: Turn[] = []) =>
    called(client, AskOutput, "ask", { question, history });
  const first = await told(CARERS);
  const second = await told("no, the other report", turns(CARERS, first.text));
  const ids = first.value.citations.map(({ passageId }) => passageId);
  const third = await told("no, the other report", turns(CARERS, SHORT, ids));
  await client.close();
  const [cited] = first.value.citations;
  const others = second.value.citations.map(({ documentId }) => documentId);
  expect(others).not.toContain(cited?.documentId);
  expect(third.value.citations).toEqual(second.value.citations);
});
