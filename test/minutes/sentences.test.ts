import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitSentences } from "../../src/minutes/sentences.ts";

const sentencesOf = (text: string) =>
  splitSentences(text, { start: 0, end: text.length }).map(({ start, end }) =>
    text.slice(start, end),
  );

describe("sentences", () => {
  it.each([
    ["Havering had received £2.4 million from the Department. It was spent."],
    ["Further to paragraph 4.7, the Committee queried notices. It was explained."],
    ["Cllr. J. Smith asked why. Dr. A. B. Jones said that Mr. Lee knew."],
    ["The meeting closed at 7.30 p.m. and all left. It rained."],
    ["Item No. 5 was taken first. The answer was no."],
    ["It was when a professional (teacher, nurse etc.) tells Family Services. They would meet."],
    [
      "One borough put a piece in the paper (e.g. ‘if you’re worried get in touch’). She felt it helped.",
    ],
    ["Perhaps using social media, Facebook adverts etc. Councillor Chumnery agreed."],
    ["He asked ‘what is it?’ The Chair replied."],
    ["She said “It is so.” He left."],
    ["(See para. 4 of the report.) Then all agreed."],
    ["The answer was no. The Chair asked why."],
    ["1. Apologies were received. None was late."],
  ])("are two in: %s", (text) => {
    const sentences = sentencesOf(text);
    expect(sentences.join(" ")).toBe(text);
    expect(sentences).toHaveLength(2);
  });

  it("are not cut where the page's edge breaks a line", () => {
    const text =
      "Members noted that the budget had been kept to, that salt had been bought\nearly and that routes would be looked at again. All left.";
    expect(sentencesOf(text)).toHaveLength(2);
    expect(sentencesOf("Agenda item\n\nMinutes of the last meeting")).toHaveLength(2);
  });

  it("are not cut after abbreviations, initials and list numbers", () => {
    for (const text of [
      "The Revd. T. Hall and Messrs. Cole of St. Ann’s Rd. Estate were present.",
      "The plan is (a) long, i.e. Ten pages, and (b) dear.",
      "See Nos. 4 and 5, approx. Ten in all.",
    ])
      expect(sentencesOf(text)).toEqual([text]);
  });

  it("hold every character that is not white space once, trimmed", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 30 }),
      fc.constantFrom(
        "e.g. ",
        "No. 5",
        "A. ",
        "Mr. ",
        "\u00A0",
        ". ",
        "?” ",
        "4.7 ",
        "etc.) ",
        "\uD83D",
      ),
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join("")),
        (text) => {
          const spans = splitSentences(text, { start: 0, end: text.length });
          let at = 0;
          for (const { start, end } of spans) {
            expect(text.slice(at, start).trim()).toBe("");
            expect(text.slice(start, end).trim()).toBe(text.slice(start, end));
            expect(start).toBeLessThan(end);
            at = end;
          }
          expect(text.slice(at).trim()).toBe("");
        },
      ),
    );
  });

  it("keeps a long run of initials in one sentence", () => {
    expect(sentencesOf("A. ".repeat(5000))).toHaveLength(1);
  });
});
