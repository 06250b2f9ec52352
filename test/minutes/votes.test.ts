import { describe, expect, it } from "vitest";
import { votesIn } from "../../src/minutes/motions.ts";
import { passagesOf } from "../fixtures/read-document.ts";

/** Forms of records on the pages of councils; the people are made up. */
const RECORDS: [string, object][] = [
  [
    "Voting for the motion: Councillors Kew, Lam, Neil Oni, Susan Oni\nVoting against the motion: Councillors Dear, Holly (2)\nAbstained: Councillors Pell",
    {
      for: 4,
      against: 2,
      abstentions: 1,
      namedFor: ["Kew", "Lam", "Neil Oni", "Susan Oni"],
      namedAgainst: ["Dear", "Holly"],
      namedAbstained: ["Pell"],
    },
  ],
  [
    "There voted for the Minutes being a correct record:\nCouncillors Ander, S Chaud ............. 2\nThere voted against the Minutes being a correct record:\nCouncillors Basha and A S Wright ....... 2\nThere abstained from voting:\nCouncillor Long ........ 1",
    {
      for: 2,
      against: 2,
      abstentions: 1,
      namedFor: ["Ander", "S Chaud"],
      namedAgainst: ["Basha", "A S Wright"],
      namedAbstained: ["Councillor Long"],
    },
  ],
  [
    "For | R H Adams, Mrs L Kauf and I K Rid | 3\nAgainst | None | 0\nAbstain | None | 0",
    { for: 3, against: 0, abstentions: 0, namedFor: ["R H Adams", "Mrs L Kauf", "I K Rid"] },
  ],
  [
    "Ayes: Council Members Van Dyke, Kozak, Bilo Nays: None Abstain: None Absent: Council Members Higd, Vobej",
    { for: 3, against: 0, abstentions: 0, namedFor: ["Van Dyke", "Kozak", "Bilo"] },
  ],
  [
    "Yes – Smith, Jones; No – None; Abstain – Brown",
    { for: 2, against: 0, abstentions: 1, namedFor: ["Smith", "Jones"], namedAbstained: ["Brown"] },
  ],
  [
    "The following councillors voted in favour of the amendment: Cllr A. Kew, Cllr B. Lam",
    { for: 2, namedFor: ["Cllr A. Kew", "Cllr B. Lam"] },
  ],
  [
    "Ayes: 5 (Kew, Lam, Oni, Pell, Ray) Noes: 1 (Sen)",
    { for: 5, against: 1, namedFor: ["Kew", "Lam", "Oni", "Pell", "Ray"], namedAgainst: ["Sen"] },
  ],
  [
    "Roll call: Kew aye, Lam aye, Oni no.",
    { for: 2, against: 1, namedFor: ["Kew", "Lam"], namedAgainst: ["Oni"] },
  ],
  [
    "Councilmember Kew: Yes\nCouncilmember Lam: No",
    { for: 1, against: 1, namedFor: ["Councilmember Kew"], namedAgainst: ["Councilmember Lam"] },
  ],
  ["In favour: 5 Against: 2", { for: 5, against: 2 }],
];

describe("A vote by name", () => {
  it.each(RECORDS)("is read: %s", (text, votes) => {
    expect(votesIn(text)).toEqual(votes);
    const { namedFor = [], namedAgainst = [], namedAbstained = [] } = votesIn(text)!;
    for (const name of [...namedFor, ...namedAgainst, ...namedAbstained])
      expect(text).toContain(name);
  });

  it.each([
    "Arguments for: Karsten claimed the process allows. Arguments against: Mike Jones strongly opposed.",
    "Yes: we can. No: thanks.",
    "Mark: no, I think that is open.",
    "The Chair was for the plan and Ann Kew against it.",
    "Speaking for: Ann Kew.",
  ])("is none: %s", (text) => {
    expect(votesIn(text)).toBeUndefined();
  });
});

describe("A recorded vote in paragraphs of its own", () => {
  const votesOf = (text: string) =>
    passagesOf(text).flatMap(({ decisions }) =>
      decisions.map(({ outcome, votes }) => ({ outcome, votes })),
    );
  const RECORD = "FOR: Councillors Kew and Lam\n\nAGAINST: Councillor Oni";

  it("belongs to the decision before it", () => {
    expect(votesOf(`Budget\n\nThe motion was carried.\n\n${RECORD}\n\nThe Chair spoke.`)).toEqual([
      {
        outcome: "agreed",
        votes: { for: 2, against: 1, namedFor: ["Kew", "Lam"], namedAgainst: ["Councillor Oni"] },
      },
    ]);
  });

  it("belongs to the decision that comes of it", () => {
    const text = `Budget\n\nA recorded vote was asked for.\n\n${RECORD}\n\nThe motion was lost.\n\nThe Chair spoke.`;
    expect(votesOf(text)).toMatchObject([
      { outcome: "refused", votes: { namedFor: ["Kew", "Lam"] } },
    ]);
  });

  it("belongs to no decision about another thing", () => {
    expect(votesOf(`Budget\n\nThe minutes were agreed.\n\nThe Chair spoke.\n\n${RECORD}`)).toEqual([
      { outcome: "agreed", votes: undefined },
    ]);
  });
});
