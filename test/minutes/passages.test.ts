import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Passage } from "../../src/minutes/model.ts";
import {
  countTokens,
  documentOf,
  passagesOf,
  readExcerpt,
  readSeed,
  SEEDS,
} from "../fixtures/read-document.ts";

const MOST_TOKENS = 40;
const NBSP = "\u00A0";
const paragraphs = SEEDS.flatMap((name) => readSeed(name).split(/\n+/)).filter(
  (line) => line.trim() !== "",
);
const HEADINGS = ["Agenda item", "Minutes:", "RESOLVED:", "Supporting documents:", "AGREED"];
const ODD = [
  "Caf\u00E9, ﬁne, naïve. Ünïcode \u{1F600}\u{1F600}.",
  "\u{1F469}\u200D\u{1F469}\u200D\u{1F467} met. She left.",
  "\uFEFFZero\u200Bwidth. \u202Eright to left\u202C.",
  "العدد ٣ من ٤. تم.",
  "half a pair \uD83D here. And \uDE00 there.",
  "tab\tand\u2028line\u2029ends. One\fpage. \u0000 null.",
  "A. B. C. ".repeat(40),
  "(a) first; (b) second; e.g. third.",
  "· ",
  "—",
];

const piece = fc.oneof(
  fc.constantFrom(...paragraphs),
  fc.constantFrom(...paragraphs).map((line) => `·${NBSP.repeat(8)}${line}`),
  fc.constantFrom(...HEADINGS, ...ODD, NBSP, `${NBSP}${NBSP}`),
  fc
    .constantFrom("x", "\u{1F600}", "word ", `a${" ".repeat(90)}`, "No end, ")
    .map((text) => text.repeat(400)),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const breaks = fc.constantFrom("\n", "\r\n", "\n\n", `\n${NBSP}\n`, "\r\n\r\n");
const texts = fc
  .array(fc.tuple(piece, breaks), { minLength: 1, maxLength: 12 })
  .map((pieces) => pieces.map(([text, end]) => text + end).join(""));

const cut = (text: string) => passagesOf(text, MOST_TOKENS);
const check = (rule: (text: string, passages: Passage[]) => void, runs = 40) =>
  fc.assert(
    fc.property(texts, (text) => rule(text, cut(text))),
    { numRuns: runs },
  );

/** Every line's characters that are in no passage. */
function leftOver(text: string, passages: readonly Passage[]): { line: string; left: string }[] {
  const inside = new Uint8Array(text.length);
  for (const { start, end } of passages) inside.fill(1, start, end);
  const lines = [...text.matchAll(/[^\n\r\f\v\u2028\u2029]+/g)];
  return lines.flatMap(({ index, 0: line }) => {
    const units = Array.from({ length: line.length }, (_, i) => line.charAt(i));
    const left = units
      .filter((_, i) => inside[index + i] === 0)
      .join("")
      .trim();
    return left === "" ? [] : [{ line: line.trim(), left }];
  });
}

const BULLET_MARK = /^(?:[·•▪◦‣∙●○*–—-]|o|\(?[a-z]\)|\(?[ivx]{1,4}\)|[a-z]\.)$/;
const LEFT_OUT =
  /^(?:agenda item|minutes|discussion|resolved|agreed|noted|skip to content|supporting documents)\s*:?$/i;
const folded = (text: string) => text.replace(/\s+/g, " ").trim();

describe("passages of any text", { timeout: 30_000 }, () => {
  it("slice back to the text, sentence by sentence", () => {
    check((text, passages) => {
      for (const passage of passages) {
        expect(text.slice(passage.start, passage.end)).toBe(passage.text);
        expect(passage.text.trim()).toBe(passage.text);
        expect(passage.sentences[0]!.start).toBe(passage.start);
        expect(passage.sentences.at(-1)!.end).toBe(passage.end);
        const wrong = passage.sentences.filter(
          ({ start, end }, i) =>
            start >= end || start < (passage.sentences[i - 1]?.end ?? passage.start),
        );
        expect(wrong).toEqual([]);
      }
    });
  });

  it("stand in order, apart, each inside one agenda item", () => {
    check((text, passages) => {
      const { items } = documentOf(text);
      passages.forEach(({ start, end, ordinal, item }, i) => {
        expect(ordinal).toBe(i);
        expect(start).toBeGreaterThanOrEqual(passages[i - 1]?.end ?? 0);
        const around = items.find((one) => one.start <= start && start < one.end)!;
        expect(around.title).toBe(item);
        expect(end).toBeLessThanOrEqual(around.end);
      });
    });
  });

  it("hold every character but those of bullet marks, titles and lines that serve the page", () => {
    check((text, passages) => {
      const { title, items } = documentOf(text);
      const titles = new Set([title, ...items.map((item) => item.title)].map(folded));
      for (const { line, left } of leftOver(text, passages)) {
        const whole = folded(left.replace(/^(?:#+|[·—])\s*/, ""));
        const known =
          titles.has(whole) ||
          [...titles].some((one) => one.includes(whole)) ||
          LEFT_OUT.test(whole);
        expect(known || BULLET_MARK.test(left), `${line} loses ${left}`).toBe(true);
      }
    });
  });

  it("keep within the budget", () => {
    check((_, passages) => {
      const longest = Math.max(0, ...passages.map(({ text }) => countTokens(text)));
      expect(longest).toBeLessThanOrEqual(MOST_TOKENS);
    });
  });

  it("never cut a surrogate pair", () => {
    check((text, passages) => {
      const cutPairs = passages.flatMap(({ sentences }) =>
        sentences.filter(({ start }) =>
          /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(start - 1, start + 1)),
        ),
      );
      expect(cutPairs).toEqual([]);
    });
  });

  it("have ids that are unique, and stay when the text is cut again or goes on", () => {
    check((text, passages) => {
      const ids = passages.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(cut(text).map(({ id }) => id)).toEqual(ids);
      const longer = cut(`${text}\n\n\nthe lights were mended.`);
      const later = new Set(longer.map(({ id }) => id));
      const kept = ids.filter((id) => later.has(id));
      expect(kept).toEqual(ids);
    });
  });

  it("are the same for either kind of line end", () => {
    const seed = readSeed(SEEDS[1]!);
    const unix = passagesOf(seed.replaceAll("\r\n", "\n"));
    const windows = passagesOf(seed.replaceAll("\r\n", "\n").replaceAll("\n", "\r\n"));
    expect(windows.map(({ text, kind }) => [text, kind])).toEqual(
      unix.map(({ text, kind }) => [text, kind]),
    );
  });
});

describe("passages of real minutes", () => {
  it("give a bullet the sentence that it completes", () => {
    const text = readSeed(SEEDS[3]!);
    const bullets = passagesOf(text).filter(({ sentences }) => sentences[0]!.leadIn);
    expect(bullets).toHaveLength(7);
    for (const { sentences } of bullets) {
      const { start, end } = sentences[0]!.leadIn!;
      expect(text.slice(start, end)).toBe("It was confirmed in response that:");
    }
  });

  it("belong to the numbered item that they stand in", () => {
    const passages = passagesOf(readExcerpt("broomhill-2023-02-08"));
    const items = [...new Set(passages.map(({ item }) => item))];
    expect(items).toEqual([
      "Minutes of Previous Meetings",
      "Police Report",
      "Councillors Reports",
      "Office Bearers’ Reports",
      "Planning",
    ]);
    const money = passages.find(({ text }) => text.includes("£5,300"))!;
    expect(money.item).toBe("Office Bearers’ Reports");
    expect(passages.some(({ sentences }) => sentences[0]!.heading)).toBe(true);
  });

  it("keep numbered points of a resolution together as decisions", () => {
    const text =
      "Budget\n\nRESOLVED:\n1. That the report be noted.\n2. That the plan be approved.\n3. That the application be refused.";
    const decisions = passagesOf(text).filter(({ kind }) => kind === "decision");
    expect(decisions.map(({ outcome }) => outcome)).toEqual(["noted", "agreed", "refused"]);
    expect(documentOf(text).items.map(({ title }) => title)).toEqual(["Budget"]);
  });

  it("part the entries of a lettered list, but no name that the line breaks", () => {
    const first = "Consideration of a motion to accept the summary of the study session";
    const text = `Consent agenda\n\nA. ${first} on trees\nB. ${first} on roads\nC. ${first} by Councillor\nA. Smith of the north ward`;
    const parts = passagesOf(text).map((passage) => passage.text);
    expect(parts.map((part) => part.slice(0, 2))).toEqual(["A.", "B.", "C."]);
    expect(parts[2]).toMatch(/Councillor\nA\. Smith/);
  });

  it("end a resolution where the next item begins", () => {
    const text =
      "1. Roads\n\nRESOLVED:\nThat salt be bought.\n\n2. Parks\n\nThe swings are old.\n\n3. Pools\n\nThe pool leaks.";
    const kinds = passagesOf(text).map((passage) => [passage.text, passage.kind]);
    expect(kinds).toContainEqual(["That salt be bought.", "decision"]);
    expect(kinds.find(([words]) => words!.includes("swings"))![1]).toBe("discussion");
    expect(kinds.find(([words]) => words!.includes("leaks"))![1]).toBe("discussion");
  });
});
