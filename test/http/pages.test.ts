import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine.ts";
import { address, appOver } from "./seed-app.ts";
import { openSeedEngine } from "./seed-engine.ts";

let engine: Engine;
let app: ReturnType<typeof appOver>["app"];

beforeAll(async () => {
  engine = await openSeedEngine();
  app = appOver(engine).app;
}, 60_000);
afterAll(() => engine.close());

const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };

async function pageAt(path: string, status = 200): Promise<string> {
  const response = await app.request(path, browser);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
  return response.text();
}

/** The words a reader sees in a piece of HTML. */
function wordsOf(html: string): string {
  const text = html.replace(/<[^>]*>/g, "");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, link = ""]) => wordsOf(link));

describe("the page of precedents", () => {
  const precedents = (query: Record<string, string>) => address("/precedents", query);

  test("has a labelled box, and sends nothing anywhere else", async () => {
    const html = await pageAt("/precedents");
    expect(html).toMatch(/<label for="text">/);
    expect(html).toMatch(/<form[^>]*action="\/precedents"/);
    expect(linksIn(html)).toContain("/docs");
  });

  test("lists what was said elsewhere with what was decided, each with its link", async () => {
    const text = "the Pause programme and its funding";
    const html = await pageAt(precedents({ text }));
    const { results } = await engine.similarToText(text);
    for (const { passage } of results) expect(linksIn(html)).toContain(passage.url);
    const decided = results.flatMap(({ decision }) => decision ?? []);
    expect(decided.length).toBeGreaterThan(0);
    for (const { outcome } of decided) expect(wordsOf(html)).toContain(`Decision: ${outcome}`);
    expect(html).toMatch(new RegExp(`>\\s*${text}</textarea>`));
  });

  test("is reached from a citation, for the passage that it cites", async () => {
    const html = await pageAt("/?q=What+was+said+about+gangs%3F");
    const link = linksIn(html).find((each) => each.startsWith("/precedents?passage="))!;
    const found = await pageAt(link);
    expect(wordsOf(found)).toMatch(/Of this passage[^]*gang/);
  });

  test("escapes what is pasted, and refuses what is too long or unknown in words", async () => {
    const html = await pageAt(precedents({ text: "</textarea><script>alert(1)</script>" }));
    expect(html).not.toContain("<script>alert");
    expect(await pageAt(precedents({ text: "word ".repeat(600) }), 400)).toContain(
      "expected at most",
    );
    expect(await pageAt(precedents({ passage: "none" }), 404)).toContain("no such passage");
  });
});

describe("the page at /", () => {
  test("has a labelled box and examples that these minutes answer", async () => {
    const html = await pageAt("/");
    expect(html).toMatch(/<label for="q">/);
    const examples = linksIn(html).filter((link) => link.startsWith("/?q="));
    expect(examples.length).toBeGreaterThanOrEqual(3);
    for (const example of examples) expect(await pageAt(example)).toContain('id="citation-1"');
  });

  test("gives a bullet the sentence that it completes", async () => {
    const html = await pageAt(
      address("/", { q: "Which councils reported changes to their MASH?" }),
    );
    const shown = html.indexOf('<p class="lead-in">It was confirmed in response that:</p>');
    expect(shown).toBeGreaterThan(0);
    expect(html.indexOf("<blockquote>the relaunched multi-agency", shown)).toBeGreaterThan(shown);
  });

  test("tells of a comparison what was not found", async () => {
    const html = await pageAt(address("/", { q: "Compare Islington and Havering on gangs" }));
    expect(html).toContain("I could not find this in the minutes of 2 meetings");
    const found = await pageAt(address("/", { q: "Compare Islington and H&F on gangs" }));
    expect(found).toMatch(/<b>Hammersmith and Fulham<\/b>/);
    expect(found).toContain("<p>Nothing was found in the minutes of Islington.</p>");
  });

  test("shows an answer without a script: quotes, with links to where they stand", async () => {
    const html = await pageAt("/?q=What+was+said+about+gangs%3F");
    const answer = await engine.ask({ question: "What was said about gangs?" });
    const quotes = [...html.matchAll(/<blockquote>([^]*?)<\/blockquote>/g)];
    expect(quotes.map(([, quote = ""]) => wordsOf(quote))).toEqual(
      answer.statements.map(({ text }) => text),
    );
    expect(linksIn(html)).toEqual(expect.arrayContaining(answer.citations.map(({ url }) => url)));
  });

  test("marks a decision as one", async () => {
    const html = await pageAt("/?q=What+was+resolved+about+the+Pause+programme%3F");
    expect(html).toContain('<li class="quote decision">');
  });

  test("says honestly that nothing was found", async () => {
    const html = await pageAt("/?q=Who+won+the+football+world+cup+in+1966%3F");
    expect(html).toContain('class="not-found"');
    expect(html).not.toContain('id="citation-');
  });

  test("shows a question as text, whatever it holds", async () => {
    const q = `"><script>alert(1)</script><img src=x onerror=alert(1)>' & gangs`;
    const html = await pageAt(address("/", { q }));
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;script&gt;alert(1)");
  });

  test("refuses a question that is too long or holds a null character, in words", async () => {
    const long = await pageAt(address("/", { q: "a".repeat(2_001) }), 400);
    expect(long).toContain("expected at most 2,000 characters");
    expect(await pageAt(address("/", { q: "a\0b" }), 400)).toContain("null character");
    const plain = await app.request(address("/", { q: "a\0b" }));
    expect(plain.headers.get("content-type")).toBe("application/problem+json");
  });

  test("lets nothing in but its own style and script", async () => {
    const response = await app.request("/", browser);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain("unsafe");
    const html = await response.text();
    expect(html).not.toMatch(/\sstyle=|<style|\son\w+=|https?:\/\//);
    for (const [, asset = ""] of html.matchAll(/(?:href|src)="(\/assets[^"]*)"/g)) {
      const served = await app.request(asset);
      expect(served.status).toBe(200);
      expect(served.headers.get("cache-control")).toContain("immutable");
    }
  });
});

test("a browser that comes too early is asked to wait, and comes again by itself", async () => {
  const { app: loading } = appOver(undefined);
  for (const path of ["/", "/?q=gangs", "/documents/any"]) {
    const response = await loading.request(path, browser);
    expect(response.status).toBe(503);
    expect(response.headers.get("refresh")).toBe("2");
    expect(await response.text()).toContain("The minutes are being loaded");
  }
});

describe("a document's page", () => {
  test("highlights exactly the words of every citation", async () => {
    const { citations } = await engine.ask({ question: "What was said about gangs?" });
    expect(citations.length).toBeGreaterThan(0);
    for (const { url, quote } of citations) {
      const html = await pageAt(url.replace(/#.*/, ""));
      const marks = [...html.matchAll(/<mark[^>]*>([^]*?)<\/mark>/g)].map(
        ([, words = ""]) => words,
      );
      expect(wordsOf(marks.join("\n"))).toBe(quote);
      expect(html.match(/id="passage"/g)).toHaveLength(1);
    }
  });

  test("shows all the words of the document, in order", async () => {
    for (const { id } of engine.documents({}).documents) {
      const html = await pageAt(`/documents/${id}`);
      const shown = html.slice(html.indexOf('<div class="minutes">'), html.indexOf("</article>"));
      const untagged = shown.replace(/<p class="tag">.*?<\/p>/g, "");
      const bare = (text: string) => text.replace(/\s+/g, "");
      expect(bare(wordsOf(untagged))).toBe(bare(engine.document(id)?.text ?? ""));
    }
  });

  test("marks its decisions", async () => {
    const { results } = await engine.search({ query: "report", filters: { kind: ["decision"] } });
    const html = await pageAt(`/documents/${results[0]?.passage.documentId}`);
    expect(html).toContain('<div class="decision">');
  });

  test.each(["start=5", "start=9&end=3", "start=-1&end=4", "start=x&end=y", "end=9999999999"])(
    "opens without a highlight at ?%s",
    async (query) => {
      const id = engine.documents({}).documents[0]?.id;
      expect(await pageAt(`/documents/${id}?${query}&utm_source=mail`)).not.toContain("<mark");
    },
  );

  test("is a page that says so when there is none", async () => {
    expect(await pageAt("/documents/none", 404)).toContain("There is no such document");
  });
});
