import { describe, expect, it } from "vitest";
import { answerMeasures } from "../../src/evaluation/answer-measures.ts";
import type { LabelledQuestion } from "../../src/evaluation/question-set.ts";
import { scoreAnswer, type AskedQuestion } from "../../src/evaluation/score-answers.ts";

const question = (over: Partial<LabelledQuestion> = {}): LabelledQuestion => ({
  id: "q",
  type: "fact",
  subtype: undefined,
  question: "?",
  history: [],
  standalone: "?",
  answerable: true,
  evidence: [],
  mode: "all",
  mustInclude: [],
  answer: "",
  near: [],
  ...over,
});
const citation = {
  n: 1,
  document: "a",
  start: 0,
  end: 7,
  quote: "24 cats",
  standing: "24 cats",
  passage: "There were 24 Cats, said Ann.",
  speaker: "Ann",
};
const asked = (over: Partial<AskedQuestion> = {}): AskedQuestion => ({
  question: question(),
  evidence: [{ document: "a", start: 0, end: 7, quote: "24 cats", grade: 2 }],
  refused: false,
  confidence: 0.8,
  citations: [citation],
  statements: [{ text: "24 cats", citations: [1] }],
  draft: [citation],
  ...over,
});
const refusal = { refused: true, citations: [], statements: [], confidence: 0.1 };
const elsewhere = { document: "a", start: 50, end: 60 };

describe("one answer", () => {
  it("has recall 0 and no precision when an answerable question is refused", () => {
    expect(scoreAnswer(asked(refusal))).toMatchObject({ recall: 0, precision: undefined });
  });

  it("has neither recall nor precision when the question cannot be answered", () => {
    const score = scoreAnswer(asked({ question: question({ answerable: false }), evidence: [] }));
    expect(score).toMatchObject({
      recall: undefined,
      precision: undefined,
      mustInclude: undefined,
    });
  });

  it("looks for needed words in the passages, and in quotes and speakers alone", () => {
    const needs = (...mustInclude: string[]) =>
      scoreAnswer(asked({ question: question({ mustInclude }) }));
    expect(needs("24 cats", "ann")).toMatchObject({ mustInclude: true, mustQuote: true });
    expect(needs("there were")).toMatchObject({ mustInclude: true, mustQuote: false });
    expect(needs("dogs")).toMatchObject({ mustInclude: false, mustQuote: false });
  });

  it("notices a quote that is not what the document says", () => {
    const altered = { ...citation, standing: "24 bats" };
    expect(scoreAnswer(asked({ citations: [citation, altered] })).verbatim).toEqual([true, false]);
  });
});

describe("the statements of an answer", () => {
  it("are supported when each of their words stands in what they cite", () => {
    const supported = (text: string, citations: number[]) =>
      scoreAnswer(asked({ statements: [{ text, citations }] })).supported;
    expect(supported("Ann: 24 cats", [1])).toEqual([true]);
    expect(supported("24 black cats", [1])).toEqual([false]);
    expect(supported("24 cats", [2])).toEqual([false]);
    expect(supported("24 cats", [])).toEqual([false]);
  });

  it("are on evidence when one of their citations stands for it", () => {
    const other = { ...citation, n: 2, ...elsewhere };
    const score = scoreAnswer(
      asked({
        citations: [citation, other],
        statements: [
          { text: "24 cats", citations: [2, 1] },
          { text: "24 cats", citations: [2] },
        ],
      }),
    );
    expect(score.onEvidence).toEqual([true, false]);
  });
});

describe("a wrong answer", () => {
  it("is one to what cannot be answered, or one that cites no evidence", () => {
    expect(scoreAnswer(asked()).wrong).toBe(false);
    expect(scoreAnswer(asked({ draft: [elsewhere] })).wrong).toBe(true);
    expect(scoreAnswer(asked({ question: question({ answerable: false }) })).wrong).toBe(true);
  });

  it("is judged by what would be cited where the question was refused", () => {
    expect(scoreAnswer(asked(refusal)).wrong).toBe(false);
    expect(scoreAnswer(asked({ ...refusal, draft: [] })).wrong).toBe(true);
  });
});

describe("the speaker", () => {
  it("is judged of questions of that type alone", () => {
    const spoken = question({ type: "who_said", answer: "Ann." });
    expect(scoreAnswer(asked({ question: spoken })).speaker).toBe("right");
    expect(scoreAnswer(asked({ question: { ...spoken, type: "fact" } })).speaker).toBeUndefined();
    expect(scoreAnswer(asked({ ...refusal, question: spoken })).speaker).toBe("none");
  });
});

describe("a set of answers", () => {
  const nearMiss = question({ type: "unanswerable", subtype: "near_miss", answerable: false });
  const measures = answerMeasures([
    scoreAnswer(asked()),
    scoreAnswer(asked({ ...refusal, question: question({ type: "topic" }) })),
    scoreAnswer(asked({ ...refusal, confidence: 0.2, question: nearMiss })),
    scoreAnswer(asked({ confidence: 0.5, question: { ...nearMiss, subtype: "off_topic" } })),
  ]);
  const value = (name: string) => measures[name]?.value;

  it("averages recall over the answerable, precision over the answered of them", () => {
    expect(value("answers, citation recall")).toBe(0.5);
    expect(measures["answers, citation precision"]).toMatchObject({ value: 1, n: 1 });
    expect(value("answers, fact, citation recall")).toBe(1);
    expect(value("answers, topic, citation recall")).toBe(0);
  });

  it("measures abstention for all and for each kind", () => {
    expect(value("answerable, refused")).toBe(0.5);
    expect(value("unanswerable, refused")).toBe(0.5);
    expect(value("unanswerable, refused, near_miss")).toBe(1);
    expect(value("unanswerable, refused, off_topic")).toBe(0);
    expect(value("confidence AUROC")).toBe(0.5);
    expect(value("near_miss against answerable, confidence AUROC")).toBe(0.5);
    expect(value("off_topic against answerable, confidence AUROC")).toBe(0.5);
    expect(value("answers that are wrong")).toBe(0.5);
  });

  it("counts verbatim citations over all answers", () => {
    expect(measures["citations verbatim"]).toMatchObject({ value: 1, n: 2 });
  });
});
