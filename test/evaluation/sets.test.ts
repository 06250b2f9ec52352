import { describe, expect, it } from "vitest";
import {
  parseCorpus,
  parseQrels,
  parseQueries,
  questionFromQuery,
} from "../../src/evaluation/corpus-set.ts";
import { parsePrecedents, parseQuestions } from "../../src/evaluation/question-set.ts";

const line = (value: object): string => JSON.stringify(value);
const question = {
  id: "q1",
  type: "fact",
  question: "how many?",
  answerable: true,
  evidence: [{ doc: "a.txt", quote: "24 new carers", grade: 2 }],
  evidence_mode: "any",
  must_include: ["24"],
};

describe("question sets", () => {
  it("reads a question that stands alone", () => {
    const [read] = parseQuestions(`${line(question)}\n\n`);
    expect(read).toMatchObject({ standalone: "how many?", history: [], mode: "any" });
  });

  it("reads a follow-up with what was said before", () => {
    const history = [{ role: "user", content: "who fosters?" }];
    const [read] = parseQuestions(
      line({ ...question, history, standalone: "how many fosterers?" }),
    );
    expect(read).toMatchObject({
      question: "how many?",
      standalone: "how many fosterers?",
      history,
    });
  });

  it("names the line and the field of what it cannot read", () => {
    const bad = { ...question, evidence: [{ doc: "a.txt", quote: "", grade: 2 }] };
    expect(() => parseQuestions(`${line(question)}\n${line(bad)}`)).toThrow(
      /questions\.jsonl line 2: evidence\.0\.quote/,
    );
    expect(() => parsePrecedents(line({ id: "p" }))).toThrow(/precedents\.jsonl line 1: passage/);
    expect(() => parseQuestions("{")).toThrow(/questions\.jsonl line 1: not JSON/);
  });
});

describe("corpus sets", () => {
  it("reads passages and judgements", () => {
    expect(parseCorpus(line({ id: "p", text: "t" }))).toEqual([{ id: "p", title: "", text: "t" }]);
    const qrels = parseQrels("query-id\tdoc-id\tscore\nq\tp\t1\nq\tr\t2\ns\tp\t1\n");
    expect(qrels.get("q")).toEqual(
      new Map([
        ["p", 1],
        ["r", 2],
      ]),
    );
    expect(qrels.size).toBe(2);
  });

  it("turns a follow-up into a labelled question with its history", () => {
    const [query] = parseQueries(
      line({
        id: "q",
        text: "Did they?",
        type: "follow-up",
        history: [
          { q: "What does a card cost?", a: "£20." },
          { q: "Each?", a: null },
        ],
        rewrite: "Did they buy cards?",
        meta: { evidence: [{ doc: "2024", quote: "agreed" }] },
      }),
    );
    expect(query && questionFromQuery(query)).toMatchObject({
      question: "Did they?",
      standalone: "Did they buy cards?",
      answerable: true,
      history: [
        { role: "user", content: "What does a card cost?" },
        { role: "assistant", content: "£20." },
        { role: "user", content: "Each?" },
      ],
      evidence: [{ doc: "2024", quote: "agreed", grade: 2 }],
      mode: "all",
    });
  });

  it("reads the other way of writing a history", () => {
    const history = [{ follow_up_question: "Under 19?", follow_up_answer: "Yes" }];
    expect(parseQueries(line({ id: "q", text: "t", history }))[0]?.history).toEqual([
      { q: "Under 19?", a: "Yes" },
    ]);
  });
});
