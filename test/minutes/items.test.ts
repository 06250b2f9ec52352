import { describe, expect, it } from "vitest";
import type { Heading } from "../../src/minutes/model.ts";
import { parseDocument } from "../../src/minutes/parse.ts";
import { splitPassages } from "../../src/minutes/passages.ts";
import { countTokens, documentOf, passagesOf } from "../fixtures/read-document.ts";

const titles = (text: string): string[] => documentOf(text).items.map(({ title }) => title);

/** As the OpenJS Foundation writes its meetings (MIT, openjs-foundation/cross-project-council). */
const OPENJS = `# OpenJS Foundation Cross Project Council Meeting 2020-02-04

## Present

* Joe Sepi (@joesepi)
* Jory Burson (@jorydotcom)
* Tobie Langel (@tobie)

## Agenda

### Announcements

* Summit Planning Meetings Ongoing (next week)

### openjs-foundation/cross-project-council

* Start a Code of Conduct Team [#432](https://github.com/openjs-foundation/cross-project-council/issues/432)

Jory: Needs an ad hoc meeting of the folks who said they’re interested in taking this on. Jory will take this on as a task.

Tobie: the format is a tldr bullet list of things to do.
`;

describe("Agenda items", () => {
  it("are no resolutions, though their first line is marked as a heading", () => {
    const text = "4. Libraries\n\nThe report was read.\n\nRESOLVED\n\nThat the report be noted.\n";
    const at = (words: string) => ({
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
      level: 3,
    });
    const facts = {
      council: null,
      aliases: [],
      body: null,
      date: null,
      status: "unknown" as const,
    };
    const headings = [at("4. Libraries"), at("RESOLVED")];
    const source = { id: "doc", source: "a.pdf", sha256: "00", text, facts, headings };
    const passages = splitPassages(parseDocument(source), { countTokens, maxTokens: 256 });
    expect(passages.at(-1)).toMatchObject({
      item: "4. Libraries",
      kind: "decision",
      text: "That the report be noted.",
    });
  });

  it("open with Markdown headings, and the first is the title", () => {
    expect(documentOf(OPENJS)).toMatchObject({
      title: "OpenJS Foundation Cross Project Council Meeting 2020-02-04",
      date: "2020-02-04",
    });
    expect(titles(OPENJS).slice(1)).toEqual([
      "Present",
      "Agenda",
      "Announcements",
      "openjs-foundation/cross-project-council",
    ]);
  });

  it("keep their headings out of the passages", () => {
    expect(passagesOf(OPENJS).map(({ text }) => text)).not.toContain("Announcements");
    expect(passagesOf(OPENJS).some(({ text }) => text.startsWith("#"))).toBe(false);
  });

  it("open with the headings that the format marks", () => {
    const text =
      "Board meeting\n\nTreasurer\n\nThe balance was £40.\n\nRoads\n\nThe road was graded.";
    const headings: Heading[] = ["Treasurer", "Roads"].map((title) => {
      const start = text.indexOf(title);
      return { start, end: start + title.length, level: 2 };
    });
    const facts = {
      council: null,
      aliases: [],
      body: null,
      date: null,
      status: "unknown" as const,
    };
    const document = parseDocument({ id: "d", source: "d", sha256: "", text, facts, headings });
    expect(document.items.map(({ title }) => title)).toEqual([
      "Board meeting",
      "Treasurer",
      "Roads",
    ]);
    const passages = splitPassages(document, { countTokens, maxTokens: 256 });
    expect(passages.map(({ item, text: words }) => [item, words])).toEqual([
      ["Treasurer", "The balance was £40."],
      ["Roads", "The road was graded."],
    ]);
  });

  it("open with lines in capitals where nothing else marks them", () => {
    const text =
      "FALLS CREEK RANCH ASSOCIATION\n\nAPPROVAL OF MINUTES\n\nThe minutes were approved.\n\nLIAISON REPORT\n\nMike McQuinn reported.";
    expect(titles(text)).toEqual([
      "FALLS CREEK RANCH ASSOCIATION",
      "APPROVAL OF MINUTES",
      "LIAISON REPORT",
    ]);
  });

  it("cover the text from its first character to its last", () => {
    const { items, text } = documentOf(OPENJS);
    expect(items[0]?.start).toBe(0);
    expect(items.at(-1)?.end).toBe(text.length);
    items.slice(1).forEach((item, i) => expect(item.start).toBe(items[i]?.end));
  });

  it("of mere procedure hold procedure", () => {
    const present = passagesOf(OPENJS).filter(({ item }) => item === "Present");
    expect(present.map(({ kind }) => kind)).toEqual(["procedure", "procedure", "procedure"]);
  });
});

describe("A transcript", () => {
  it("gives the whole turn to the one who speaks, by the name on the list of those present", () => {
    const turn = passagesOf(OPENJS).find(({ text }) => text.startsWith("Jory:"));
    expect(turn?.speakers).toEqual(["Jory Burson"]);
    expect(turn?.sentences.map(({ speaker }) => speaker)).toEqual(["Jory Burson", "Jory Burson"]);
  });
});

describe("A page", () => {
  it("is that on which the passage begins", () => {
    const text = "First page.\n\nSecond page.";
    const pages = [
      { number: 1, start: 0, end: 13 },
      { number: 2, start: 13, end: text.length },
    ];
    const facts = {
      council: null,
      aliases: [],
      body: null,
      date: null,
      status: "unknown" as const,
    };
    const document = parseDocument({ id: "d", source: "d", sha256: "", text, facts, pages });
    const passages = splitPassages(document, { countTokens, maxTokens: 256 });
    expect(passages.map(({ page }) => page)).toEqual([1, 2]);
  });
});
