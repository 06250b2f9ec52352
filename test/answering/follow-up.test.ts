import { describe, expect, it } from "vitest";
import { standaloneQuestion } from "../../src/answering/follow-up.ts";

const known = {
  councils: new Map([
    ["Hammersmith and Fulham", ["H&F"]],
    ["Islington", []],
    ["Havering", []],
  ]),
  speakers: ["Bev Sharpe", "Vic Daniels"],
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
    for (const question of [
      "How many foster carers did Hammersmith and Fulham recruit in-house?",
      "What was said about Skype?",
      "Who asked what Section 47 referred to?",
      "When was the new youth centre opened?",
    ])
      expect(after(question, "what was said about gangs in Havering?")).toBe(question);
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

  it("carries the matter that it points back to, over several turns", () => {
    const asked = "what was said about gang crime prevention?";
    expect(after("who asked for that?", asked)).toBe("who asked for that? (gang crime prevention)");
    expect(after("what did they decide?", asked, "who asked for that?")).toBe(
      "what did they decide? (gang crime prevention)",
    );
    expect(after("why?", asked, "who asked for that?")).toBe(
      "why? (gang crime prevention; who asked for that?)",
    );
  });

  it("asks the same of what is named alone", () => {
    expect(after("what about knives?", "what was said about gang crime?")).toBe(
      "what was said about knives?",
    );
    expect(after("And in Havering?", "what was said about gang crime?", "why?")).toBe(
      "what was said about gang crime in Havering?",
    );
    expect(after("And secretary?", "Who was made treasurer at the 2023 AGM?")).toBe(
      "Who was made treasurer at the 2023 AGM? (secretary)",
    );
    expect(after("and the cost?", "what was said about gang crime prevention?")).toBe(
      "what was said about gang crime prevention? (the cost)",
    );
  });

  it("keeps what was named before, where the question that stood alone names nothing", () => {
    const [first, then] = [
      "what did Havering say about gangs?",
      "how many foster carers left the service?",
    ];
    expect(after("why?", first, then)).toBe("why? (foster carers left the service; Havering)");
  });

  it("takes nothing from what the assistant said at length", () => {
    expect(after("who asked for it?", "what was said about gang crime prevention?")).not.toContain(
      "Havering",
    );
  });
});

describe("he and she", () => {
  const turn = (role: "user" | "assistant", content: string) => ({ role, content });
  const asked = [
    turn("user", "What did Bev Sharpe say about gangs?"),
    turn("assistant", "“It is hard.” [1]"),
  ];

  it("become the person named last", () => {
    expect(standaloneQuestion("What did she say about knives?", asked, known)).toBe(
      "What did Bev Sharpe say about knives?",
    );
    expect(standaloneQuestion("What was his advice on school visits?", asked, known)).toBe(
      "What was Bev Sharpe’s advice on school visits?",
    );
  });

  it("carry the matter too, where the question says little itself", () => {
    expect(standaloneQuestion("Why did she say that?", asked, known)).toBe(
      "Why did Bev Sharpe say that? (gangs; Bev Sharpe)",
    );
  });

  it("are whom the answer names, where it was asked who", () => {
    const history = [
      turn("user", "Who spoke about the gangs?"),
      turn("assistant", "Bev Sharpe did, and Vic Daniels. [1]"),
    ];
    expect(standaloneQuestion("What did she tell the police officers?", history, known)).toBe(
      "What did Bev Sharpe tell the police officers?",
    );
  });

  it("are never a place or a scheme, and are the one who speaks in all that was cited", () => {
    const counter = [
      turn("user", "What did the commissioner say about the counter at Market Skelling?"),
      turn("assistant", "“The Commissioner said that he sympathised.” [1]"),
    ];
    const own = "did he change his mind later on?";
    expect(standaloneQuestion(own, counter, known).startsWith(own)).toBe(true);
    const named = (spoke: string[]) => standaloneQuestion(own, counter, known, () => spoke);
    expect(named(["Officers"]).startsWith(own)).toBe(true);
    expect(named(["The Commissioner"])).toBe("did The Commissioner change his mind later on?");
    expect(named(["Bev Sharpe", "Vic Daniels"]).startsWith(own)).toBe(true);
  });

  it("are left where the question says who, and where nobody was named", () => {
    const own = "How many years had Nadia Taylor been in her role?";
    expect(standaloneQuestion(own, asked, known).startsWith(own)).toBe(true);
    expect(after("What did he say about knife crime?", "what was said about gang crime?")).toBe(
      "What did he say about knife crime? (gang crime)",
    );
  });
});
