import { describe, expect, it } from "vitest";
import { parsePairs, parseRewrites, rewriteMeasures } from "../../src/evaluation/rewrites.ts";

const row = {
  id: "c1#q2",
  text: "When did they meet?",
  history: ["Anytown Council", "Budget", "Who met?", "The panel"],
  rewrite: "When did the Anytown budget panel meet?",
};

describe("rewritten follow-ups", () => {
  it("are read with their history, its subject as the user's first words", () => {
    expect(parseRewrites(JSON.stringify(row))).toEqual([
      {
        question: row.text,
        byHand: row.rewrite,
        history: [
          { role: "user", content: "Anytown Council, Budget" },
          { role: "user", content: "Who met?" },
          { role: "assistant", content: "The panel" },
        ],
      },
    ]);
  });

  it("of another form are refused by line and field", () => {
    expect(() => parseRewrites(JSON.stringify({ ...row, history: ["Budget"] }))).toThrow(
      /queries.jsonl line 1: history/,
    );
  });

  it("are compared by the content words that were added", () => {
    const complete = {
      question: "Who chairs Havering?",
      history: [],
      byHand: "Who chairs Havering?",
    };
    const made = (question: string) =>
      question === row.text ? "When did they meet? (Anytown schools)" : question;
    const measures = rewriteMeasures(
      [...parseRewrites(JSON.stringify(row)), complete],
      made,
      parsePairs('[["the budget panel", "the panel"]]'),
    );
    const values = Object.entries(measures).map(([name, { value, n }]) => [
      name,
      Number(value.toFixed(3)),
      n,
    ]);
    expect(values).toEqual([
      ["words added, recall", 0.333, 1],
      ["words added, precision", 0.5, 1],
      ["likeness to the rewrite, as asked", 0.7, 2],
      ["likeness to the rewrite, made to stand alone", 0.786, 2],
      ["likeness of two people's rewrites", 0.667, 1],
      ["complete questions, nothing added", 1, 1],
    ]);
  });
});
