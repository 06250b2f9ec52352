import { describe, expect, it } from "vitest";
import { remarkIn } from "../../src/minutes/remark.ts";

const remarked = (sentence: string) => {
  const remark = remarkIn(sentence);
  return remark && [remark.speaker, sentence.slice(remark.start, remark.end)];
};

describe("a remark by the way", () => {
  it.each([
    [
      "Officers looked at the model used elsewhere – which, as the Chair noted, had been successful – for the new service.",
      "The Chair",
      "which, as the Chair noted, had been successful",
    ],
    [
      "The scheme was extended to Eastgate, which, as Councillor Tom Kew had pointed out, was the poorest ward.",
      "Councillor Tom Kew",
      "which, as Councillor Tom Kew had pointed out, was the poorest ward.",
    ],
    [
      "The figures were late; the audit, as Anna Carpenter also explained, was not.",
      "Anna Carpenter",
      "the audit, as Anna Carpenter also explained, was not.",
    ],
    [
      "The work was late, as the Director of Housing explained.",
      "The Director of Housing",
      "The work was late, as the Director of Housing explained.",
    ],
    [
      "The Council paid £55,000 although, as the Chair remarked, it was not its business.",
      "The Chair",
      "although, as the Chair remarked, it was not its business.",
    ],
    [
      "The pool (as Dr Ann Lee observed) was cold.",
      "Dr Ann Lee",
      "The pool (as Dr Ann Lee observed) was cold.",
    ],
  ])("is the clause of who made it: %s", (sentence, speaker, clause) => {
    expect(remarked(sentence)).toEqual([speaker, clause]);
  });

  it.each([
    "The target was met, as reported in June.",
    "It was, as the Plan said that it would be, late.",
    "As the Strategic Board, Members noted the report.",
    "The cost, as noted, had risen.",
    "The rate was lower, as he said, than before.",
  ])("is not found where nobody is named who made it: %s", (sentence) => {
    expect(remarked(sentence)).toBeUndefined();
  });
});
