import { describe, expect, it } from "vitest";
import { passagesOf } from "../fixtures/read-document.ts";

const decisions = (text: string) =>
  passagesOf(`Agenda\n\n${text}`).flatMap((passage) =>
    passage.decisions.map(({ start, end, ...decision }) => ({
      ...decision,
      text: passage.text.slice(start - passage.start, end - passage.start),
    })),
  );

describe("Decisions in an account", () => {
  it.each([
    ["It was agreed to pay Whiteinch CC £25 per annum.", "agreed"],
    ["Agreed that MK should participate in this group with RH as alternate.", "agreed"],
    ["The proposal by M McK was agreed.", "agreed"],
    ["The motion unanimously passed.", "agreed"],
    ["The agenda was approved with the addition of Culvert Update.", "agreed"],
    [
      "The Chair requested a report on the Council’s gangs and knife crime prevention work.",
      "requested",
    ],
    ["It was requested that a further report be brought in June.", "requested"],
    ["The item was deferred to the next meeting.", "deferred"],
    ["The motion was lost.", "refused"],
    ["The application was refused.", "refused"],
    ["The amendment was withdrawn.", "withdrawn"],
    ["RESOLVED that the minutes be signed.", "resolved"],
  ])("%s", (text, outcome) => {
    expect(decisions(text)).toMatchObject([{ outcome, text }]);
  });

  it.each([
    "Members agreed that the quality of the case conference was key.",
    "Bev Sharpe agreed that lack of aspiration was a major issue.",
    "No decision was taken on the matter.",
    "It was not agreed that the road should close.",
    "The Committee noted that the council applied for court orders more often.",
    "The Board accepted responsibility for the delay.",
    "The Council confirmed the numbers.",
    "The plan was agreed by the government in 2010.",
    "The Chair asked if the report was approved by officers.",
  ])("are none: %s", (text) => {
    expect(decisions(text)).toEqual([]);
  });
});

describe("A motion", () => {
  it("has its mover and seconder where they are named", () => {
    const text =
      "Elaine moved and Les seconded a motion to approve the minutes as emailed and the motion passed.";
    expect(decisions(text)).toMatchObject([
      { outcome: "agreed", mover: "Elaine", seconder: "Les" },
    ]);
  });

  it("is quoted with the sentence that moves it", () => {
    const text = "James Trammell motioned to approve, Justin Poehnelt seconded. Board approved.";
    expect(decisions(text)).toMatchObject([
      { text, mover: "James Trammell", seconder: "Justin Poehnelt" },
    ]);
  });

  it("has neither where nobody is named", () => {
    const text =
      "By motion duly made, seconded and unanimously approved, the Minutes of the January 13, 2012 Board meeting were approved as submitted.";
    const [decision] = decisions(text);
    expect(decision).toMatchObject({ outcome: "agreed", votes: { unanimous: true } });
    expect(decision).not.toHaveProperty("mover");
    expect(decision).not.toHaveProperty("seconder");
  });
});

describe("Votes", () => {
  it.each([
    ["The motion was carried by 23 votes to 12.", { for: 23, against: 12 }],
    [
      "The motion was carried, 7 in favour, 2 against, 1 abstention.",
      { for: 7, against: 2, abstentions: 1 },
    ],
    ["The motion passed 5-4.", { for: 5, against: 4 }],
    [
      "The motion was carried. For: Smith, Jones and Patel. Against: Brown.",
      { for: 3, against: 1, namedFor: ["Smith", "Jones", "Patel"], namedAgainst: ["Brown"] },
    ],
  ])("are read as stated: %s", (text, votes) => {
    expect(decisions(text)[0]?.votes).toEqual(votes);
  });

  it("are no times of the day", () => {
    const text =
      "The Board, by motion duly made, seconded and unanimously approved adjourned at 7:48 p.m.";
    expect(decisions(text)[0]?.votes).toEqual({ unanimous: true });
  });
});
