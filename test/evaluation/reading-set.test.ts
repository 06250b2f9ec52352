import { describe, expect, it } from "vitest";
import { evenSample, everyPlace, readingQuestion } from "../../src/evaluation/reading-set.ts";
import { parseQueries } from "../../src/evaluation/corpus-set.ts";

const paragraph = { id: "p#0", title: "P", text: "A 🐈 sat on 12 mats, 120 cats on 12." };
const [query] = parseQueries(
  JSON.stringify({
    id: "q",
    text: "How many?",
    answers: ["12"],
    meta: { doc: "p#0", spans: [{ text: "12", start: 11 }] },
  }),
);

describe("a question on a paragraph", () => {
  it("has its answer wherever the text has it", () => {
    const read = readingQuestion(query!, new Map([["p#0", paragraph]]));
    const found = read!.answers.map(({ start, end }) => paragraph.text.slice(start - 3, end));
    expect(found).toEqual(["on 12", "on 12"]);
    expect(read!.question).toMatchObject({ mode: "any", answer: "12", answerable: true });
  });

  it("is none where the paragraph is not in the set", () => {
    expect(readingQuestion(query!, new Map())).toBeUndefined();
  });
});

it("finds words that stand alone, not inside others", () => {
  expect(everyPlace("12 is not 120 or 3.12", "12")).toEqual([
    { start: 0, end: 2 },
    { start: 19, end: 21 },
  ]);
  expect(everyPlace("twelve", "elv")).toEqual([]);
});

it("samples evenly, in order, the same each time", () => {
  const list = Array.from({ length: 10 }, (_, i) => i);
  expect(evenSample(list, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(evenSample(list, 3)).toEqual([0, 3, 6]);
  expect(evenSample(list, 99)).toEqual(list);
});
