import { describe, expect, it } from "vitest";
import { readCorrection } from "../../src/answering/correction.ts";

const known = {
  councils: new Map([
    ["Hammersmith and Fulham", ["H&F"]],
    ["Islington", []],
    ["Havering", []],
  ]),
  speakers: ["Bev Sharpe", "Vic Daniels"],
};
const GANGS = "What was said about gangs?";
const read = (text: string, before = GANGS) => readCorrection(text, before, known);

describe("a correction", () => {
  it.each([
    ["no, the other report", "item"],
    ["No. The other item please.", "item"],
    ["not that one", "item"],
    ["no, not that report", "item"],
    ["I meant the other meeting", "document"],
    ["the other committee", "body"],
    ["what about the other council?", "council"],
    ["Sorry, wrong borough", "council"],
    ["No, that's not what I meant", "passages"],
    ["that is wrong", "passages"],
    ["no", "passages"],
  ])("%j asks the same again without the %s", (text, leaveOut) => {
    expect(read(text)).toEqual({ question: GANGS, leaveOut });
  });

  it.each([
    ["no, I meant Islington", "What was said about gangs in Islington?"],
    ["Sorry, I meant in Havering", "What was said about gangs in Havering?"],
    ["no, knife crime", "What was said about knife crime?"],
    ["I meant knife crime, not gangs", "What was said about knife crime?"],
    ["No, not gangs but knife crime.", "What was said about knife crime?"],
  ])("%j asks what was meant", (text, question) => {
    expect(read(text)).toEqual({ question });
  });

  it("exchanges the council, the person and the year that the question named", () => {
    const asked = "What did H&F say about gangs?";
    expect(read("no, Islington", asked)?.question).toBe("What did Islington say about gangs?");
    expect(read("no, knives", "What was said about gangs in H&F?")?.question).toBe(
      "What was said about knives in H&F?",
    );
    expect(read("I meant Vic Daniels", "What did Bev Sharpe say?")?.question).toBe(
      "What did Vic Daniels say?",
    );
    expect(read("I meant the 2014 one", "What did the 2015 report say?")).toEqual({
      question: "What did the 2014 report say?",
      year: "2014",
    });
  });

  it("narrows to the year that was meant", () => {
    expect(read("no, I meant the 2014 one")).toEqual({
      question: `${GANGS} (2014 one)`,
      year: "2014",
    });
  });

  it("leaves out and asks for more at once", () => {
    expect(read("no, the other report, on schools")).toEqual({
      question: "What was said about schools?",
      leaveOut: "item",
    });
    expect(read("and what did the other committee decide?")).toEqual({ leaveOut: "body" });
  });

  it.each([
    "Who asked that?",
    "what did they decide?",
    "No child should wait so long: who said that in the meeting?",
    "actually, who asked for the report?",
    "Is there no report on schools?",
    "What other issues were raised about schools?",
    "and in Havering?",
    "Not one vote was cast, is that right?",
  ])("is not %j", (text) => {
    expect(read(text)).toBeUndefined();
  });
});
