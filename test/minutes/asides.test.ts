import { describe, expect, it } from "vitest";
import { asideIn } from "../../src/minutes/asides.ts";

describe("what somebody said in passing", () => {
  it.each([
    [
      "Officers would copy the model – which, as the Chair noted, had been a success – for others.",
      "The Chair",
      "which, as the Chair noted, had been a success",
      "Officers would copy the model",
    ],
    [
      "They visited the school (which, as Mrs Kew had pointed out, was full) in May.",
      "Mrs Kew",
      "which, as Mrs Kew had pointed out, was full",
      "They visited the school",
    ],
    [
      "The bus, which, as Cllr Ginn\nsaid, was late, would be replaced.",
      "Cllr Ginn",
      "which, as Cllr Ginn\nsaid, was late",
      "The bus",
    ],
    [
      "It was for the Panel, who, as Officers explained, had no power.",
      "Officers",
      "who, as Officers explained, had no power",
      "It was for the Panel",
    ],
    [
      "It had moved, as the Director of Children’s Services mentioned, to Ash Road.",
      "The Director of Children’s Services",
      undefined,
      undefined,
    ],
    ["As Anna Carpenter noted, costs had risen.", "Anna Carpenter", undefined, undefined],
    ["Costs had, as the Director had already said, risen.", "The Director", undefined, undefined],
  ])("%s", (sentence, speaker, clause, before) => {
    const aside = asideIn(sentence)!;
    expect(aside.speaker).toBe(speaker);
    expect(sentence.slice(aside.span.start, aside.span.end)).toBe(clause ?? sentence);
    expect(aside.leadIn && sentence.slice(aside.leadIn.start, aside.leadIn.end)).toBe(before);
  });

  it.each([
    "The scheme went on as the Chair said it would.",
    "The Chair noted that the scheme had worked.",
    "It was, as noted, a success.",
    "As the Chair, Mrs Kew spoke.",
    "As Leeds City Council said, it would help.",
  ])("finds none: %s", (sentence) => {
    expect(asideIn(sentence)).toBeUndefined();
  });
});
