import { describe, expect, it } from "vitest";
import { standaloneQuestion } from "../../src/answering/follow-up.ts";

const known = {
  councils: new Map([
    ["Hammersmith and Fulham", ["H&F"]],
    ["Islington", []],
    ["Havering", []],
  ]),
  speakers: ["Bev Sharpe"],
};
const after = (question: string, ...before: string[]) =>
  standaloneQuestion(
    question,
    before.flatMap((content) => [
      { role: "user" as const, content },
      { role: "assistant" as const, content: "Havering said it." },
    ]),
    known,
  );

describe("a standalone question", () => {
  it("comes back as it is", () => {
    expect(after("what about Islington?")).toBe("what about Islington?");
    const question = "How many foster carers did Hammersmith and Fulham recruit in-house?";
    expect(after(question, "what was said about gangs?")).toBe(question);
  });

  it("has the council exchanged, in whatever case and by whatever name", () => {
    expect(after("what about Islington?", "what did Havering say about gangs?")).toBe(
      "what did Islington say about gangs?",
    );
    expect(after("and islington?", "what did havering say about gangs?")).toBe(
      "what did Islington say about gangs?",
    );
    expect(after("How about H&F?", "what did Havering say about gangs?")).toBe(
      "what did Hammersmith and Fulham say about gangs?",
    );
    expect(after("What about Havering?", "what did h&f say about gangs?")).toBe(
      "what did Havering say about gangs?",
    );
  });

  it("keeps the council where the follow-up asks more than that", () => {
    expect(
      after("and what did Islington do about knives?", "what did Havering say about gangs?"),
    ).toContain("knives");
  });

  it("carries what it points back to, over several turns", () => {
    const question = after(
      "why?",
      "what was said about gang crime prevention?",
      "who asked for that?",
    );
    expect(question).toContain("why?");
    expect(question).toContain("gang crime prevention");
    expect(question).toContain("who asked for that?");
  });

  it("takes nothing from what the assistant said", () => {
    expect(after("who asked for it?", "what was said about gang crime prevention?")).not.toContain(
      "Havering",
    );
  });
});
