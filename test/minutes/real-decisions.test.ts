import { describe, expect, it } from "vitest";
import { passagesOf } from "../fixtures/read-document.ts";

const decisions = (text: string) =>
  passagesOf(text).flatMap((passage) =>
    passage.decisions.map(({ start, end, outcome, mover }) => ({
      outcome,
      text: passage.text.slice(start - passage.start, end - passage.start),
      ...(mover !== undefined && { mover }),
    })),
  );
const speakers = (text: string) => passagesOf(text).flatMap((passage) => passage.speakers);

describe("What real minutes say that is no decision", () => {
  it.each([
    // Rust's language team (MIT)
    "but the “philosophical concern” of parsing being very complex can’t be resolved that way",
    "That part of the discussion doesn't have to be resolved to settle the short term question.",
    // IETF (CC BY 4.0, Copyright 2025 Eric Rescorla)
    "**Decision:** None",
  ])("%s", (line) => {
    expect(decisions(`Agenda\n\nThe group met.\n\n${line}`)).toEqual([]);
  });

  it("is what a speaker of a transcript tells of others (OpenJS Foundation, MIT)", () => {
    const text =
      "# Meeting\n\n## Present\n\n* Sarah Novotny\n\n## Agenda\n\nSarah: At CNCF we have 2 dev board seats. It was agreed that Kubernetes would put up one of these positions.";
    expect(speakers(text)).toEqual(["Sarah Novotny"]);
    expect(decisions(text)).toEqual([]);
  });

  it("is what comes behind a resolution when somebody speaks, or the meeting ends", () => {
    const text =
      "Libraries\n\nRESOLVED:\n\n1. That the report be noted.\n\n2. That a further report be made.\n\nCouncillor Jane Kew asked when the report would come.\n\nIt would come in May.\n\nThe meeting ended at 9pm.";
    expect(decisions(text).map((decision) => decision.text)).toEqual([
      "1. That the report be noted.",
      "2. That a further report be made.",
    ]);
  });
});

describe("What real minutes decide", () => {
  it("stands below a bullet that says so, and no further (Rust's language team, MIT)", () => {
    const text = `# Meeting

- Compromise?
    - Resolved:
        - Remove the existing lint
        - Write a comment on #2585
- Make the turbofish syntax redundant
    - Centril wants someone to say they’ll implement this.
`;
    expect(decisions(text)).toEqual([
      { outcome: "resolved", text: "Remove the existing lint" },
      { outcome: "resolved", text: "Write a comment on #2585" },
    ]);
  });

  it("may be a list under a label in bold (IETF, CC BY 4.0, Copyright 2025 Eric Rescorla)", () => {
    const text = `# cellar

**Decisions:**

*   The minutes from the previous meeting were accepted.
*   **FLAC Document Status:** The document will remain Standards Track.
*   No formal decisions were taken on the rest.

The chairs spoke.
`;
    expect(decisions(text)).toEqual([
      { outcome: "agreed", text: "The minutes from the previous meeting were accepted." },
      {
        outcome: "resolved",
        text: "**FLAC Document Status:** The document will remain Standards Track.",
      },
    ]);
  });

  it("has its mover in the words of the motion (Falls Creek Ranch, MIT)", () => {
    const text =
      "Committees\n\nA motion was duly made by David Hardy to approve the new ACC Rules and Regulations. The motion was seconded and unanimously approved.";
    expect(decisions(text)).toMatchObject([{ outcome: "agreed", mover: "David Hardy" }]);
  });
});

describe("A label in front of a paragraph", () => {
  it("gives what another says in it to the other (IETF, CC BY 4.0, Copyright 2025 Eric Rescorla)", () => {
    const text =
      "Agenda\n\nCarlos Bernardos: Suggested including a reference. Zongping Li clarified that agreement would be needed. It was late.\n\nCarlos Bernardos: Thank you. Zongping Li said that it is late.";
    const told = passagesOf(text).flatMap(({ sentences }) =>
      sentences.map(({ speaker }) => speaker),
    );
    const carlos = "Carlos Bernardos";
    expect(told).toEqual([carlos, "Zongping Li", undefined, carlos, carlos]);
  });

  it.each([
    ["Treasurer's Report", "Falls Creek Ranch, MIT"],
    ["Two-Party Signing", "IETF, CC BY 4.0, Copyright 2025 Eric Rescorla"],
    ["Nominations Open", "OpenJS Foundation, MIT"],
  ])("names no speaker: %s (%s)", (label) => {
    const text = `Agenda\n\n${label}: The list was open and the report read.\n\n${label}: It has a party signing it.`;
    expect(speakers(text)).toEqual([]);
  });

  it("names a speaker who has a word for a name and speaks often", () => {
    const line = "Simon Brown: It is a brown field.";
    expect(speakers(`Agenda\n\n${Array.from({ length: 4 }, () => line).join("\n\n")}`)).toContain(
      "Simon Brown",
    );
  });
});
