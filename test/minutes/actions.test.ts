import { describe, expect, it } from "vitest";
import { passagesOf } from "../fixtures/read-document.ts";

const decisions = (text: string) =>
  passagesOf(text).flatMap((passage) =>
    passage.decisions.map(({ start, end, ...decision }) => ({
      ...decision,
      text: passage.text.slice(start - passage.start, end - passage.start),
    })),
  );

/**
 * Lines of minutes of Falls Creek Ranch, the OpenJS Foundation and Rust's language team (all MIT), and of the IETF
 * (CC BY 4.0, Copyright 2025 Eric Rescorla).
 */
const LABELLED: [string, string | undefined][] = [
  [
    "Action Item: Susan Morton to notify residents as soon as some issues are resolved.",
    "Susan Morton",
  ],
  ["Action Item: Paulette Church will talk with Wells on Thursday.", "Paulette Church"],
  ["Action: The Board will decide the final rate structure after further review.", "The Board"],
  ["ACTION BW: Send text to MD after call today.", "BW"],
  ["Actions: JB to capture feedback on PR in unresolved comments section.", "JB"],
  ["Action: file an issue to suss out the mechanics", undefined],
  ["**ACTION:** Chairs to issue a Call for Adoption on the mailing list.", "Chairs"],
  ["**Action Item (Robert):** Revise the JS Calendar draft.", "Robert"],
  ["**Action Item: Rob Wilton (Chair):** Solicit a document shepherd.", "Rob Wilton (Chair)"],
  ["**Action Item (Star Protocol)**: Authors are to refactor the draft.", "Authors"],
  ["**Action Item:** Continue to welcome comments on the list.", undefined],
];

describe("An action", () => {
  it.each(LABELLED)("is asked for behind its label: %s", (line, owner) => {
    const [decision, ...others] = decisions(`Agenda\n\n${line}`);
    expect(others).toEqual([]);
    expect(decision).toEqual({ outcome: "requested", text: line, ...(owner && { owner }) });
  });

  it("is asked for with a dash, as councils write it", () => {
    expect(decisions("Agenda\n\nAction – Clerk: write to the landowner.")).toMatchObject([
      { outcome: "requested", owner: "Clerk" },
    ]);
  });

  it("is the sentence before, where only the owner is named behind it", () => {
    const text = "The path was overgrown. The Clerk would write to the landowner. ACTION: Clerk";
    expect(decisions(`Agenda\n\n${text}`)).toEqual([
      {
        outcome: "requested",
        owner: "Clerk",
        text: "The Clerk would write to the landowner. ACTION: Clerk",
      },
    ]);
  });

  it("stays a decision that was taken, with its owner", () => {
    const text = "It was agreed to plant a tree. ACTION: Cllr Jane Kew";
    expect(decisions(`Agenda\n\n${text}`)).toMatchObject([
      { outcome: "agreed", owner: "Cllr Jane Kew", text },
    ]);
  });

  it.each([
    "ACTION: none.",
    "Action taken: the Clerk wrote to the landowner.",
    "Action item scribe: pnkfelix",
    "Climate Action: the group met in May.",
    "Action for Children: the charity gave a talk.",
    "ACTION: Clerk",
    "Seeking feedback is a call to action: tell your neighbours.",
  ])("is none: %s", (line) => {
    expect(decisions(`Agenda\n\n${line}`)).toEqual([]);
  });
});

/** Of minutes of the IETF (CC BY 4.0, Copyright 2025 Eric Rescorla). */
const LIST = `# cellar

## Decisions and Action Items

*   **Decision:** The draft goes to last call.
*   **Action Items:**
    *   **Steve:** Submit errata for RFC 9043 (FFV1) to include the MP4 codec ID.
    *   **Steve:** Tell the list.
*   **Michael:** said that the work goes on.
`;

describe("A list of actions", () => {
  it("gives each entry with its owner, who is nobody that speaks", () => {
    expect(decisions(LIST)).toEqual([
      { outcome: "resolved", text: "**Decision:** The draft goes to last call." },
      {
        outcome: "requested",
        owner: "Steve",
        text: "**Steve:** Submit errata for RFC 9043 (FFV1) to include the MP4 codec ID.",
      },
      { outcome: "requested", owner: "Steve", text: "**Steve:** Tell the list." },
    ]);
    expect(passagesOf(LIST).flatMap(({ speakers }) => speakers)).not.toContain("Steve");
  });

  it("may be an item, and holds remarks that ask for nothing", () => {
    const text = `# Meeting

## Action items

- Niko to reach out to wg-grammar around writing up a thing
- scott to post comment on a size RFC (done)
- Lifetimes, as discussed below
- [ ] propose case-by-case uplift for lints

## Agenda

- Josh to present
`;
    expect(decisions(text)).toEqual([
      {
        outcome: "requested",
        owner: "Niko",
        text: "Niko to reach out to wg-grammar around writing up a thing",
      },
      { outcome: "requested", text: "[ ] propose case-by-case uplift for lints" },
    ]);
  });
});
