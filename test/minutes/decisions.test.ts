import { describe, expect, it } from "vitest";
import { resolutionHeading, standaloneOutcome } from "../../src/minutes/decisions.ts";
import { documentOf, passagesOf, readSeed, SEEDS } from "../fixtures/read-document.ts";

const ofKind = (seed: number, kind: string) =>
  passagesOf(readSeed(SEEDS[seed]!)).filter((passage) => passage.kind === kind);
const texts = (seed: number, kind: string) => ofKind(seed, kind).map(({ text }) => text);

describe("the seeds", () => {
  it.each([
    [0, "noted", "That the Committee reviewed and commented upon the report."],
    [
      1,
      "resolved",
      "That a further report on the Pause programme and ‘Doing What Counts and Measuring What Matters’ be reported to the Committee in June 2016.",
    ],
    [
      2,
      "noted",
      "The Sub-Committee noted the annual report of the Havering Safeguarding Children Board.",
    ],
    [
      3,
      "noted",
      "The 2016-17 annual report of the Herefordshire Safeguarding Children Board was noted.",
    ],
  ])("hold one decision: %i %s", (seed, outcome, text) => {
    expect(ofKind(seed, "decision").map((one) => [one.outcome, one.text])).toEqual([
      [outcome, text],
    ]);
  });

  it("hold no decision where none is recorded", () => {
    expect(texts(4, "decision")).toEqual([]);
  });

  it("keep what the Committee noted as it talked out of the decisions", () => {
    const noted = texts(1, "discussion").filter((text) => text.startsWith("The Committee noted"));
    expect(noted.length).toBeGreaterThanOrEqual(5);
    expect(
      texts(1, "discussion").some((text) =>
        text.startsWith("It was requested that a further report"),
      ),
    ).toBe(true);
  });

  it("keep the summary of the report apart from the talk", () => {
    expect(texts(0, "report")).toEqual([expect.stringMatching(/^This report highlights/)]);
    expect(texts(3, "report")).toEqual([expect.stringMatching(/^To receive a presentation/)]);
    expect(texts(4, "report")).toEqual([expect.stringMatching(/^This report provides/)]);
    expect(texts(1, "report")).toEqual([]);
  });

  it("mark the running of the meeting", () => {
    expect(texts(1, "procedure")).toEqual([
      "The Committee thanked Cathy Blair for her attendance.",
    ]);
    expect(texts(3, "procedure")).toEqual([
      "The meeting was adjourned at 15:56 and resumed at 16:04.",
    ]);
  });

  it("have their own titles", () => {
    expect(SEEDS.map((name) => documentOf(readSeed(name)).title)).toEqual([
      "Annual Child Protection Report 2016-2017",
      "Child Protection Annual Report",
      "HAVERING SAFEGUARDING CHILDREN'S BOARD ANNUAL REPORT 2015/16",
      "Herefordshire Safeguarding Children Board (HSCB) Annual Report 2016/17",
      "Executive Director's Update",
    ]);
  });
});

describe("a paragraph that stands alone", () => {
  it.each([
    ["RESOLVED that the minutes be signed.", "resolved"],
    ["AGREED to defer the item.", "agreed"],
    ["(a) That the item be deferred.", "deferred"],
    ["That the application be refused.", "refused"],
    ["1. That the petition be received.", "noted"],
    ["The Committee agreed to publish the plan.", "agreed"],
    ["The Committee agreed that the plan be published.", "agreed"],
    ["The Committee resolved that the plan be published.", "resolved"],
    ["The motion was withdrawn.", "withdrawn"],
    ["The Cabinet requested a report by June.", "requested"],
  ])("is a decision: %s", (text, outcome) => {
    expect(standaloneOutcome(text)).toBe(outcome);
  });

  it.each([
    "The Committee noted that costs rose.",
    "The Committee agreed that costs rose.",
    "The Committee agreed with officers.",
    "The plan that was agreed last year is failing.",
    "The budget which was approved in 2015 had been overspent.",
    "The report was not noted.",
    "The Committee did not agree the plan.",
    "Councillor Smith agreed the plan was late.",
    "It was noted that costs rose.",
    "That evening the bridge fell.",
  ])("is talk: %s", (text) => {
    expect(standaloneOutcome(text)).toBeUndefined();
  });
});

describe("a line above resolutions", () => {
  it.each([
    "RESOLVED:",
    "RESOLVED",
    "Resolved:",
    "RESOLVED THAT:",
    "RESOLVED UNANIMOUSLY:",
    "Decision:",
    "AGREED:",
    "NOTED",
  ])("opens them: %s", (line) => expect(resolutionHeading(line)).toBeDefined());

  it.each([
    "RESOLVED TO ADJOURN",
    "RESOLVED THAT THE BUDGET BE SET",
    "Resolved to refuse the application:",
    "Resolved",
    "Recommendations:",
  ])("does not: %s", (line) => expect(resolutionHeading(line)).toBeUndefined());

  it("is not lost when it is itself the decision", () => {
    const passages = passagesOf("Budget\n\nRESOLVED TO ADJOURN");
    expect(passages.map(({ text, kind }) => [text, kind])).toEqual([
      ["RESOLVED TO ADJOURN", "decision"],
    ]);
  });

  it("in the report does not make decisions of the talk", () => {
    const passages = passagesOf(
      "Budget\n\nRECOMMENDED:\n\nThat the Cabinet approve it.\n\nMinutes:\n\nJane Smith said it was dear.",
    );
    expect(passages.map(({ kind }) => kind)).toEqual(["report", "discussion"]);
  });
});
