import { describe, expect, it } from "vitest";
import { codeUnitOffset, evenSample, readingQuestion } from "../../src/evaluation/reading-set.ts";
import { parseQueries } from "../../src/evaluation/corpus-set.ts";

const paragraph = { id: "p#0", title: "P", text: "A 🐈 sat on 12 mats." };
const [query] = parseQueries(
  JSON.stringify({
    id: "q",
    text: "How many?",
    answers: ["12"],
    meta: { doc: "p#0", spans: [{ text: "12", start: 11 }] },
  }),
);

describe("a question on a paragraph", () => {
  it("has its answer where the text has it, though offsets count code points", () => {
    const read = readingQuestion(query!, new Map([["p#0", paragraph]]));
    const [answer] = read!.answers;
    expect(paragraph.text.slice(answer!.start, answer!.end)).toBe("12");
    expect(read!.question).toMatchObject({ mode: "any", answer: "12", answerable: true });
  });

  it("is none where the paragraph is not in the set", () => {
    expect(readingQuestion(query!, new Map())).toBeUndefined();
  });
});

it("counts code points beyond the first plane as two units", () => {
  expect(codeUnitOffset("🐈🐈b", 2)).toBe(4);
  expect(codeUnitOffset("ab", 9)).toBe(2);
});

it("samples evenly, in order, the same each time", () => {
  const list = Array.from({ length: 10 }, (_, i) => i);
  expect(evenSample(list, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(evenSample(list, 3)).toEqual([0, 3, 6]);
  expect(evenSample(list, 99)).toEqual(list);
});
