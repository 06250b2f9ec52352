import { describe, expect, it } from "vitest";
import { names, speakerVerdict } from "../../src/evaluation/right-speaker.ts";

const evidence = [{ document: "a", start: 0, end: 20, quote: "…", grade: 2 as const }];
const on = (speaker?: string) => ({ document: "a", start: 0, end: 20, speaker });
const off = (speaker?: string) => ({ document: "a", start: 90, end: 99, speaker });
const gold = "Who raised the budget? Councillor Ann O’Brien.";
const verdict = (...citations: ReturnType<typeof on>[]) =>
  speakerVerdict(citations, evidence, gold);

describe("a name", () => {
  it("of a person is met by the surname", () => {
    expect(names("Cllr O'Brien did", "Councillor Ann O’Brien")).toBe(true);
    expect(names("Councillor Ann Lee did", "Councillor Ann O’Brien")).toBe(false);
  });

  it("of a role is met by all its telling words", () => {
    expect(names("What did Havering's Board Chairman say?", "The Board Chairman")).toBe(true);
    expect(names("What did the Chairman say?", "The Board Chairman")).toBe(false);
    expect(names("Director of Children's Services", "The Director of Children’s Services")).toBe(
      true,
    );
  });
});

describe("whom an answer names", () => {
  it("is right when the evidence bears the right name", () => {
    expect(verdict(on("Ann O’Brien"))).toBe("right");
    expect(verdict(off("Bob Lee"), on("Councillor O’Brien"))).toBe("right");
  });

  it("is wrong when the evidence bears another person's name", () => {
    expect(verdict(on("Bob Lee"))).toBe("wrong");
    expect(verdict(on("Ann O’Brien"), on("Bob Lee"))).toBe("wrong");
  });

  it("is wrong when only other people are named", () => {
    expect(verdict(off("Bob Lee"))).toBe("wrong");
    expect(verdict(on(), off("Bob Lee"))).toBe("wrong");
  });

  it("is neither when nobody is named, or a role that may be anybody", () => {
    expect(verdict()).toBe("none");
    expect(verdict(on())).toBe("none");
    expect(verdict(on("The Chair"))).toBe("none");
    expect(verdict(off("Ann O’Brien"))).toBe("none");
  });
});
