import { describe, expect, test } from "vitest";
import { isSupported } from "../../src/answering/language-model-claims.ts";
import { findQuote, quotedAt, quotesOf } from "../../src/answering/language-model-quotes.ts";
import { readReply } from "../../src/answering/language-model-reply.ts";
import { passagesOf, readSeed } from "../fixtures/read-document.ts";

const passages = passagesOf(readSeed("004_b1072249b8d37fcb"));

/** The quotation of words of the seed, widened as answers have it. */
function quoted(words: string) {
  const passage = passages.find(({ text }) => findQuote(text, words));
  if (!passage) throw new Error(`no passage has ${words}`);
  const { start, end } = findQuote(passage.text, words)!;
  return quotedAt(passage, { start: passage.start + start, end: passage.start + end });
}

const SECTION = "Nadia Taylor asked what ‘Section 47’ referred to";
const CARERS = "recruited 24 new foster carers";
const FAMILY = "Steve Miley said they tended to be different cohorts";
const SKYPE = "He asked if officers had considered using Skype";
const TRAINING = "Matt Jenkins asked if there was opportunity for more training within schools";

describe("a sentence stands", () => {
  test.each([
    ["Nadia Taylor asked what ‘Section 47’ referred to.", SECTION],
    ["Nadia Taylor asked what Section 47 referred to.", SECTION],
    ["The service had recruited 24 new foster carers.", CARERS],
    [
      "Since bringing recruitment back in-house the service had recruited 24 new foster carers.",
      CARERS,
    ],
    ["The service had recruited 24 foster carers.", CARERS],
    ["Matt Jenkins asked about more training within schools.", TRAINING],
  ])("%s", (text, words) => expect(isSupported(text, [quoted(words)])).toBe(true));
});

describe("a sentence is dropped", () => {
  test.each([
    ["with a number that is not there", "The service had recruited 42 new foster carers.", CARERS],
    ["with a number in words", "The service had recruited forty new foster carers.", CARERS],
    [
      "with a number that stands elsewhere in the passage",
      "The service had recruited 17 new foster carers.",
      CARERS,
    ],
    [
      "with another number of the quotation",
      "The service had recruited 15 new foster carers.",
      CARERS,
    ],
    ["with a bound as a number", "The service had recruited 15 foster carers.", CARERS],
    [
      "with a number as a bound",
      "The service had recruited more than 24 new foster carers.",
      CARERS,
    ],
    ["with a name that is not there", "Jane Smith asked what Section 47 referred to.", SECTION],
    ["with a name put together", "Nadia Miley asked what Section 47 referred to.", SECTION],
    [
      "with another speaker of the passage",
      "Steve Miley asked what Section 47 referred to.",
      SECTION,
    ],
    ["with a date", "On 4 May 2017 Nadia Taylor asked what Section 47 referred to.", SECTION],
    ["with a month", "In March the service had recruited 24 new foster carers.", CARERS],
    ["with another verb", "The service had lost 24 new foster carers.", CARERS],
    ["with a denial", "The service had not recruited 24 new foster carers.", CARERS],
    [
      "with another's question as a fact",
      "There was opportunity for more training within schools.",
      TRAINING,
    ],
    ["with an outcome", "The service agreed to recruit 24 new foster carers.", CARERS],
    ["about something else", "Children under five were most likely to be adopted.", SECTION],
    ["of plain words that stand nowhere", "The library will be sold to pay for a casino.", CARERS],
    [
      "with an address",
      "The service had recruited 24 new foster carers, see https://example.org.",
      CARERS,
    ],
    ["with markup", "The service had recruited <b>24 new foster carers</b>.", CARERS],
    ["with no content", "It was.", CARERS],
    ["of nothing", "", CARERS],
    [
      "too long",
      `The service had recruited 24 new foster carers${" new foster carers".repeat(50)}.`,
      CARERS,
    ],
  ])("%s", (_, text, words) => expect(isSupported(text, [quoted(words)])).toBe(false));

  test("that leaves a denial out", () => {
    const denied = quoted(
      "adopters were couples that had not been able to have children of their own",
    );
    expect(denied.text).toMatch(/^Steve Miley said/);
    expect(isSupported("Adopters were couples able to have children of their own.", [denied])).toBe(
      false,
    );
  });

  test("that gives one cohort what was said of the other", () => {
    const text = "Foster carers were couples that had not been able to have children.";
    expect(isSupported(text, [quoted(FAMILY)])).toBe(false);
  });
});

describe("a quotation", () => {
  const passage = passages.find(({ text }) => text.includes(SECTION))!;
  const sourceOf = (key: string) => (key === "k" ? passage : undefined);
  const proposed = (...citations: { key: string; quote: string }[]) => ({ text: "", citations });

  test("is found where it stands, whatever white space is in it", () => {
    expect(findQuote("one\u00a0two\n\n three four", "two three four")).toEqual({
      start: 4,
      end: 20,
    });
    expect(findQuote("a (b) c* d", "a (b) c*")).toEqual({ start: 0, end: 8 });
  });

  test.each([
    "Nadia Taylor asked what Section 47 referred",
    "nadia taylor asked",
    "Nadia Taylor demanded",
    "",
    "Nadia Taylor",
  ])("is no other: %j", (quote) =>
    expect(quotesOf(proposed({ key: "k", quote }), sourceOf)).toBeNull(),
  );

  test("has a key that was given out", () => {
    expect(quotesOf(proposed({ key: "k", quote: SECTION }), sourceOf)).toHaveLength(1);
    expect(quotesOf(proposed({ key: "p1", quote: SECTION }), sourceOf)).toBeNull();
  });

  test("that is wrong spoils the sentence, whatever stands beside it", () => {
    const both = proposed(
      { key: "k", quote: SECTION },
      { key: "k", quote: "words that stand nowhere" },
    );
    expect(quotesOf(both, sourceOf)).toBeNull();
    expect(quotesOf(proposed(), sourceOf)).toBeNull();
  });

  test("is shown in whole sentences", () => {
    const [found] = quotesOf(proposed({ key: "k", quote: "asked what ‘Section 47’" }), sourceOf)!;
    expect(found?.text).toBe(`${SECTION}.`);
    expect(
      passage.text.slice(found!.span.start - passage.start, found!.span.end - passage.start),
    ).toBe(found?.text);
  });

  test("tells who speaks where the text says he", () => {
    expect(quoted(SKYPE).speakers.join()).toContain("De’Ath");
  });
});

describe("a reply", () => {
  const sentence = { text: "A.", citations: [{ key: "k", quote: "q" }] };
  const json = JSON.stringify({ sentences: [sentence] });
  test.each([
    ["bare", json],
    ["in a fence", `\`\`\`json\n${json}\n\`\`\``],
    ["with talk around it", `Here you are:\n${json}\nI hope it helps.`],
    ["with thoughts before it", `<think>{"sentences": [] } hm</think>${json}`],
    [
      "with fields of its own",
      JSON.stringify({ mood: "fine", sentences: [{ ...sentence, sure: true }] }),
    ],
  ])("is read %s", (_, reply) => expect(readReply(reply)).toEqual([sentence]));

  test.each([
    "",
    "no",
    "null",
    "[]",
    "{}",
    '{"sentences": 1}',
    '{"sentences": [',
    '{"sentences": {"length": 2}}',
  ])("is none: %j", (reply) => expect(readReply(reply)).toBeNull());

  test("with odd sentences has them without citations", () => {
    const odd = JSON.stringify({
      sentences: [null, 7, "text", { text: 3, citations: [null, { key: 1 }] }],
    });
    const empty = { text: "", citations: [] };
    const uncited = { key: "", quote: "" };
    expect(readReply(odd)).toEqual([
      empty,
      empty,
      empty,
      { text: "", citations: [uncited, uncited] },
    ]);
  });
});
