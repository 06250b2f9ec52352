import { expect, test } from "vitest";
import type { Answer, Citation } from "../../src/answering/model.ts";
import { chatText } from "../../src/http/openai/chat-text.ts";
import { markersOf, partsOf } from "../../src/http/openai/markers.ts";

const PLACE = { passageId: "p", documentId: "d", source: "a.txt", council: "Anytown", body: null };

function citation(n: number, quote: string, title = "Budget"): Citation {
  const url = `/documents/d?start=${n}&end=${n + 1}#passage`;
  const where = { ...PLACE, date: null, item: title, kind: "discussion" as const };
  return { ...where, n, title, quote, start: n, end: n + 1, url };
}

function answerOf(answer: string, citations: Citation[]): Answer {
  return {
    question: "",
    standaloneQuestion: "",
    status: "answered",
    confidence: 1,
    answer,
    statements: [],
    citations,
    related: [],
    searched: { documents: 1, passages: 1, councils: [], from: null, to: null },
    answeredBy: "extractive",
    index: "",
    took: 0,
  };
}

const markedIn = (answer: Answer) =>
  markersOf(answer).map(({ n, start, end }) => [n, answer.answer.slice(start, end), start]);

test("numbers in brackets that the minutes themselves have are no markers", () => {
  const text = "Plan [2], Anytown:\n“See appendix [1] and [2].” [1]\n“It was [9] agreed.” [2]";
  const quoted = answerOf(text, [
    citation(1, "See appendix\n[1] and [2].", "Plan [2]"),
    citation(2, "It was [9] agreed."),
  ]);
  expect(markedIn(quoted)).toEqual([
    [1, "[1]", text.indexOf(" [1]\n") + 1],
    [2, "[2]", text.length - 3],
  ]);
});

test("sentences in a row part after their markers, and together are the text", () => {
  const text = "One thing was said [1][2]. Another, too [2] [3]!\n\nA third. [1] The end";
  const said = answerOf(
    text,
    [1, 2, 3].map((n) => citation(n, `quote ${n}`)),
  );
  const parts = partsOf(text, markersOf(said));
  expect(parts).toEqual([
    "One thing was said [1][2]. ",
    "Another, too [2] [3]!\n\n",
    "A third. [1] ",
    "The end",
  ]);
  expect(parts.join("")).toBe(text);
});

test("sources are those of the statements that are kept", () => {
  const said = answerOf("First. [2]\nSecond. [1]", [citation(1, "b"), citation(2, "a")]);
  const linkTo = (path: string) => `https://a.example${path}`;
  const { parts, annotations, finish } = chatText(said, linkTo, { mostWords: 9, stops: [] });
  expect(parts.join("")).toBe(
    "First. [2]\n\nSources:\n\n- [2] Budget, Anytown: https://a.example/documents/d?start=2&end=3#passage",
  );
  expect(annotations.map((each) => each.url_citation.start_index)).toEqual([7]);
  expect(finish).toBe("length");
});
