import fc from "fast-check";
import { marked } from "marked";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openEmbedder } from "../../src/adapters/transformers-embedder.ts";
import { openEngine, type Engine } from "../../src/engine.ts";
import { escapeMarkdown } from "../../src/http/openai/markdown.ts";
import { bundledModel, minutesFolder } from "../fixtures/minutes-folder.ts";
import { clientOf, MODEL, only, user } from "./openai-client.ts";
import { serveEngine, type Served } from "./seed-server.ts";

const NAMES: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** What a reader sees of a Markdown text, and the elements that it has. */
function rendered(text: string): { seen: string; elements: string[] } {
  const html = marked.parse(text, { async: false, gfm: true });
  const elements = [...html.matchAll(/<(\w+)/g)].map(([, name = ""]) => name);
  const seen = html
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (whole, name: string) => NAMES[name] ?? whole);
  return { seen: seen.replace(/\s+/g, " ").trim(), elements };
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

describe("words written as Markdown", () => {
  test.each([
    "2 * 3 * 4 and *this* and **that**, _so_ and __so__, ~~gone~~",
    "[the council](https://evil.example) and ![a picture](x.png) and [1]: x",
    "<b>bold</b>, <script>alert(1)</script>, <https://evil.example>, <!-- hidden -->",
    "`code` and ```fence``` and \\backslash\\ and C:\\new",
    "# A heading\n## Another\n- a bullet\n+ one more\n1. a number\n23) another\n> said",
    "Title\n=====\nText\n---\n| a | b |\n|---|---|\n| c | d |",
    "    indented code\n\tand a tab",
    "H&F & co., &lt;b&gt; &copy; &#42; & &amp;",
    "£2.4m or $3 and $4, 50% ~ 60%, [sic], snake_case_name",
    "[1] was agreed\n[1]: https://evil.example\n[^1]: a note",
    "see https://evil.example/a_b_c*d, www.evil.example, <a@evil.example> and a@evil.example.",
    "-5 degrees, 2016. A year, + 1",
  ])("%j show themselves and make nothing", (words) => {
    const { seen, elements } = rendered(escapeMarkdown(words));
    expect(seen).toBe(oneLine(words));
    expect(new Set(elements)).toEqual(new Set(["p"]));
  });

  test("are as they are where no sign needs it", () => {
    const plain =
      "Councillor De’Ath – £2.4 million (10.5%) – asked: “Why?”; H&F’s answer; 1/2, a-b.";
    expect(escapeMarkdown(plain)).toBe(plain);
  });

  test("show themselves, whatever they are", () => {
    const piece = fc.constantFrom(
      ..."*_`[]()<>#~|&;!\\-+=.:1 \n\"'$^{}".split(""),
      "word",
      "&lt;",
      "http://a.b",
      "www.a.bc",
      "c@d.ef",
      "](x)",
      "    ",
      "1.",
    );
    const words = fc.array(piece, { maxLength: 24 }).map((pieces) => `a${pieces.join("")}z`);
    fc.assert(
      fc.property(words, (text) => {
        const { seen, elements } = rendered(escapeMarkdown(text));
        expect(seen).toBe(oneLine(text));
        expect(elements.filter((name) => name !== "p")).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

const QUOTE =
  "Anna Carpenter said that the *new* library [see here](https://evil.example/a) would open for 52 hours a week <b>from</b> the autumn_term";
const TITLE = "Library [1](https://evil.example/b) Opening *Hours*";
const minutes = minutesFolder();
let engine: Engine;
let served: Served;
let close = async () => {};

beforeAll(async () => {
  minutes.put(
    "library.txt",
    `${TITLE}\n\n${QUOTE}.\n\nRESOLVED: That the opening hours be noted.\n`,
  );
  await minutes.run();
  const embedder = await openEmbedder(bundledModel);
  const onWarning = (message: string) => {
    throw new Error(message);
  };
  engine = await openEngine({ indexDir: minutes.indexDir, embedder, onWarning });
  served = await serveEngine(engine);
  close = () =>
    served
      .close()
      .then(() => engine.close())
      .then(() => embedder.close());
}, 60_000);
afterAll(async () => {
  await close();
  minutes.remove();
});

test("a reply over minutes with such signs shows their words, and has no links but its own", async () => {
  const question = "How long would the library be open each week?";
  const answer = await engine.ask({ question });
  const cited = answer.citations.find(({ quote }) => quote.includes("52 hours"));
  expect(cited?.quote).toContain("[see here](https://evil.example/a)");
  const request = { model: MODEL, messages: [user(question)] };
  const { message } = only((await clientOf(served.url).chat.completions.create(request)).choices);
  const content = message.content ?? "";
  const html = marked.parse(content, { async: false, gfm: true });
  const seen = rendered(content).seen;
  expect(seen).toContain(oneLine(cited!.quote));
  expect(seen).toContain(oneLine(cited!.title));
  expect(html).not.toMatch(/<(?:b|em|strong|h1|img|script)\b/);
  const own = answer.citations.map(({ url }) => `${served.url}${url}`.replaceAll("&", "&amp;"));
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
  expect(links.filter((link) => link.startsWith(served.url))).toEqual(own);
  expect(html).not.toContain(">see here</a>");
  for (const { url_citation: place } of message.annotations ?? []) {
    expect(content.slice(place.start_index, place.end_index)).toMatch(/^\[\d+\]$/);
    const { quote } = place as typeof place & { quote: string };
    expect(answer.citations.map((citation) => citation.quote)).toContain(quote);
  }
  expect(message.annotations).toHaveLength(answer.citations.length);
});
