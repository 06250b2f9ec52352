import { describe, expect, it } from "vitest";
import { personalNumbersIn } from "../../src/minutes/personal-numbers.ts";
import { heldBackParts } from "../../src/minutes/safeguards.ts";
import { safeguarded } from "../../src/minutes/safeguarded.ts";

const OPEN = `Cabinet
Minutes of the meeting held on 4 March 2024

1. Apologies
Apologies for absence were received from Councillor Harcourt.

2. Winter gritting
The Cabinet considered the report of the Director of Place on winter gritting. Members noted that the budget had been
kept to in spite of two cold spells, that salt had been bought early, and that the rural routes would be looked at again
before the autumn. The Cabinet Member thanked the crews for their work over the Christmas holidays.
RESOLVED: That the report be noted.

`;
const SECRET =
  "The Cabinet approved the sale of the Old Depot to Acme Homes for £2.4 million, subject to contract, and authorised the Director to complete it by June.";
const RESOLUTION =
  "RESOLVED: That under Section 100A(4) of the Local Government Act 1972 the press and public be excluded from the meeting for the following item of business on the grounds that it involves the likely disclosure of exempt information as defined in paragraph 3 of Part 1 of Schedule 12A of the Act.";

describe("what is marked as exempt or confidential is held back, with all behind it", () => {
  it.each([
    [
      "a resolution to exclude",
      `3. Exclusion of the press and public\n${RESOLUTION}\n\n4. Disposal of the Old Depot\n${SECRET}`,
    ],
    [
      "a part of the meeting",
      `PART II – PRIVATE AND CONFIDENTIAL ITEMS\n\n3. Old Depot\n${SECRET}`,
    ],
    ["Part 2", `Part 2 (public and press excluded)\n\n${SECRET}`],
    ["a heading", `EXEMPT ITEMS\n\n3. Old Depot\n${SECRET}`],
    ["an item", `3. Disposal of the Old Depot (EXEMPT)\n${SECRET}`],
    [
      "an item by its paragraph",
      `3. Old Depot [Not for publication by virtue of paragraph 3 of Schedule 12A]\n${SECRET}`,
    ],
    ["minutes of a private session", `EXEMPT MINUTES\n${SECRET}`],
    ["a dash", `3. Confidential – Disposal of the Old Depot\n${SECRET}`],
    [
      "a parish council's resolution",
      `It was resolved that, in view of the confidential nature of the business to be transacted, the public and press be excluded from the meeting under the Public Bodies (Admission to Meetings) Act 1960.\n\nStaffing. ${SECRET}`,
    ],
  ])("%s", (_, part) => {
    const text = OPEN + part;
    const held = heldBackParts(text)[0]!;
    expect(held.start).toBeGreaterThanOrEqual(OPEN.length);
    expect(held.start).toBeLessThanOrEqual(text.indexOf(SECRET));
    const { kept, findings } = safeguarded({ text }, false);
    expect(kept!.text).toContain("winter gritting");
    expect(kept!.text).not.toContain("Acme");
    expect(JSON.stringify(findings)).not.toContain("Acme");
    expect(findings[0]).toMatchObject({
      kind: "held-back",
      reason: expect.stringMatching(/^is held back for review, from there on: it says “/),
    });
    expect(safeguarded({ text }, true).kept!.text).toBe(text);
  });

  it.each([
    [
      "not for publication",
      `NOT FOR PUBLICATION\nby virtue of paragraph 3 of Schedule 12A\n\nCabinet, 4 March 2024\n\n${SECRET}\n\n${SECRET}`,
    ],
    [
      "confidential",
      `Borough of Anytown\nCONFIDENTIAL\n\nMinutes of the Cabinet\n\n${SECRET}\n\n${SECRET}`,
    ],
    ["exempt", `Exempt Minutes of the Cabinet\n\n4 March 2024\n\n${SECRET}`],
    ["a report", `This report is exempt under paragraph 1 of Schedule 12A\n\n${SECRET}`],
  ])("whole, where the title page says so: %s", (_, text) => {
    expect(heldBackParts(text)).toMatchObject([{ start: 0, end: text.length }]);
    expect(safeguarded({ text }, false).kept).toBeNull();
  });

  it("with its pages and headings cut where the text is", () => {
    const text = `${OPEN}\nEXEMPT ITEMS\n\n${SECRET}`;
    const at = OPEN.length + 5;
    const pages = [
      { number: 1, start: 0, end: at },
      { number: 2, start: at, end: text.length },
    ];
    const { kept, findings } = safeguarded(
      { text, pages, headings: [{ start: at, end: at + 8, level: 1 }] },
      false,
    );
    expect(kept!.pages).toEqual([{ number: 1, start: 0, end: kept!.text.length }]);
    expect(kept!.headings).toEqual([]);
    expect(findings[0]!.places).toEqual([{ line: 14, page: 1 }]);
  });
});

const PUBLIC_AGAIN =
  "5. Libraries\nThe Cabinet considered the opening hours of libraries and noted the report on them.\n";

describe("what is said after the public came back is kept", () => {
  const EXCLUDED = `${OPEN}3. Exclusion of the press and public\n${RESOLUTION}\n\n4. Disposal of the Old Depot\n${SECRET}\n\n`;

  it.each([
    "The public were readmitted to the meeting at 8.15pm.",
    "The press and public were re-admitted.",
    "Members of the public rejoined the meeting.",
    "The meeting resumed in open session.",
    "The Committee reconvened in public session at 9pm.",
    "RESOLVED: That the press and public be readmitted to the meeting.",
    "It was agreed that the meeting return to open session.",
    "PART 1 (PUBLIC)",
    "OPEN SESSION",
  ])("%s", (words) => {
    const text = `${EXCLUDED}${words}\n\n${PUBLIC_AGAIN}`;
    const { kept, findings } = safeguarded({ text }, false);
    expect(kept!.text).toContain("winter gritting");
    expect(kept!.text).toContain("opening hours of libraries");
    expect(kept!.text).not.toContain("Acme");
    expect(findings).toMatchObject([
      { reason: expect.stringContaining("up to where the public came back: it says “") },
    ]);
  });

  it.each([
    "The public may be readmitted after the next item.",
    "Members asked whether the press and public should be readmitted.",
    "The public were not readmitted.",
    "At the last meeting the public were readmitted at nine.",
    "Councillor Harcourt returned to the meeting.",
    "That the press and public be readmitted was not put to the vote.",
    "The Committee considered opening a public session.",
  ])("but not where that is in doubt: %s", (words) => {
    const { kept } = safeguarded({ text: `${EXCLUDED}${words}\n\n${PUBLIC_AGAIN}` }, false);
    expect(kept!.text).not.toContain("Acme");
    expect(kept!.text).not.toContain("libraries");
  });

  it("but not by a heading that runs over the pages", () => {
    const text = `PART 1 (PUBLIC)\n${EXCLUDED}PART 1 (PUBLIC)\n\n${PUBLIC_AGAIN}`;
    expect(safeguarded({ text }, false).kept!.text).not.toContain("libraries");
  });

  it("up to where they left again, however short what they did not hear", () => {
    const text = `${EXCLUDED}The public were readmitted.\n\n${PUBLIC_AGAIN}\nEXEMPT ITEMS\n\n6. Staff\nMr Grey leaves.\n\nThe meeting resumed in public session.\n\n7. Close\nThe Chair thanked all.`;
    const { kept, findings } = safeguarded({ text }, false);
    expect(kept!.text).not.toMatch(/Acme|Mr Grey/);
    expect(kept!.text).toContain("libraries");
    expect(kept!.text).toContain("The Chair thanked all.");
    expect(findings).toHaveLength(2);
  });

  it("never of a document that is exempt as a whole", () => {
    const text = `NOT FOR PUBLICATION\n\nCabinet\n\n${SECRET}\n\nThe public were readmitted.\n\n${SECRET}`;
    expect(safeguarded({ text }, false).kept).toBeNull();
  });

  it("with pages and headings that point to the same words as before", () => {
    const text = `${EXCLUDED}The public were readmitted.\n\n${PUBLIC_AGAIN}Tel. 07700 900123`;
    const libraries = text.indexOf("5. Libraries");
    const pages = [
      { number: 1, start: 0, end: OPEN.length },
      { number: 2, start: OPEN.length, end: libraries },
      { number: 3, start: libraries, end: text.length },
    ];
    const headings = [
      { start: text.indexOf("4. Disposal"), end: text.indexOf("4. Disposal") + 10, level: 2 },
      { start: libraries, end: libraries + 12, level: 2 },
    ];
    const { kept, findings } = safeguarded({ text, pages, headings }, false);
    const at = kept!.text.indexOf("5. Libraries");
    expect(kept!.headings).toEqual([{ start: at, end: at + 12, level: 2 }]);
    expect(kept!.pages.at(-1)).toEqual({ number: 3, start: at, end: kept!.text.length });
    const line = text.split("\n").findIndex((one) => one.startsWith("Tel.")) + 1;
    expect(findings.at(-1)!.places).toEqual([{ line, page: 3 }]);
  });
});

describe("talk of confidential matters is not held back", () => {
  it.each([
    ["nothing marked", ""],
    [
      "a resolution at the end",
      `3. Exclusion of the public\n${RESOLUTION}\n\nThe meeting closed at 9.15 pm\n\nChair ............ Date ......`,
    ],
    [
      "no exempt items",
      "EXEMPT ITEMS\n\nThere were no exempt items.\n\n3. Libraries\nThe report on opening hours was noted by all members present.",
    ],
    ["none", `3. Exempt business: none\n\n4. Libraries\nThe report on opening hours was noted.`],
    [
      "a sentence",
      "Members asked that the names of pupils be kept confidential, and that exempt information be marked. The public may be excluded from parts of the next meeting if the press and public would hear exempt information.",
    ],
    [
      "not excluded",
      `The Chair advised that the press and public were not excluded under Schedule 12A. ${SECRET}`,
    ],
    [
      "whether to exclude",
      `To consider whether the press and public should be excluded from the meeting under Schedule 12A. ${SECRET}`,
    ],
    [
      "another Part 2",
      "Part 2: QUIC load balancers\n\nThe group went through the open issues one after the other.\n\nPart II\n\nThe rest of the slides was skipped for lack of time.",
    ],
    [
      "an Act",
      "Part 2 of the Housing Act 2004 requires licensing of certain private rented homes.",
    ],
    [
      "a policy",
      "Confidentiality\nThe Confidential Reporting Policy was approved. Exempt from council tax: care leavers under 25.",
    ],
  ])("%s", (_, part) => {
    expect(heldBackParts(OPEN + part)).toEqual([]);
  });
});

describe("likely personal numbers", () => {
  const kinds = (text: string) => personalNumbersIn(text).map(({ kind }) => kind);

  it.each([
    ["QQ 12 34 56 C", []],
    ["AB 12 34 56 C", ["National Insurance number"]],
    ["ab123456c", []],
    ["reference AB123456C.", ["National Insurance number"]],
    ["call 07700 900123 or (01632) 960 961", ["phone number", "phone number"]],
    ["+44 7700 900123 and +44 (0)20 7946 0123", ["phone number", "phone number"]],
    ["the council's line 0300 123 4567, 0800 111 or 999", []],
    [
      "£01632960961, 2024-07-01, 12.07.2024, planning application 21/07890/FUL and 0.0712345678",
      [],
    ],
    ["jane.doe@gmail.com; j.smith1962@example.org", ["email address", "email address"]],
    [
      "clerk@broomhillcc.org, j.smith@anytown.gov.uk, mp@parliament.uk, a.b@nhs.net, quic@ietf.org",
      [],
    ],
  ])("%s", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it("are told by their places, never by what they are", () => {
    const text = "Present\nResident: 07700 900123\n\nand 07700 900124, jane@gmail.com";
    const { kept, findings } = safeguarded({ text }, false);
    expect(kept!.text).toBe(text);
    expect(findings).toEqual([
      {
        kind: "flagged",
        reason: "has 2 likely phone numbers of a private person",
        places: [{ line: 2 }, { line: 4 }],
      },
      {
        kind: "flagged",
        reason: "has a likely email address of a private person",
        places: [{ line: 4 }],
      },
    ]);
  });
});
