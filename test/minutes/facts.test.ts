import { describe, expect, it } from "vitest";
import { firstDate } from "../../src/minutes/dates.ts";
import { documentOf, readSeed, SEEDS } from "../fixtures/read-document.ts";

describe("A date", () => {
  it.each([
    ["on Wednesday 14th December 2022, at 7.00 p.m.", "2022-12-14"],
    ["on Wednesday 8 th March 2023", "2023-03-08"],
    ["March 27, 2019", "2019-03-27"],
    ["25 Mar 2022 09:00", "2022-03-25"],
    ["the 1st of June 2016", "2016-06-01"],
    ["Sept. 5, 2001", "2001-09-05"],
    ["Meeting 2020-02-04", "2020-02-04"],
    ["T-Lang Meeting: 2019.09.26", "2019-09-26"],
    ["held on 19/04/2023", "2023-04-19"],
    ["held on 05/05/2023", "2023-05-05"],
  ])("is read from %s", (text, date) => {
    expect(firstDate(text)).toBe(date);
  });

  it.each([
    ["that may be read two ways", "held on 04/05/2023"],
    ["that never was", "31 June 2023"],
    ["without a year", "on Wednesday 14th December"],
    ["of a report", "Annual Report 2016/17"],
  ])("%s is none", (_, text) => {
    expect(firstDate(text)).toBeUndefined();
  });
});

/** The opening of minutes of Broomhill Community Council (CC BY 4.0, created by Hector Rufrancos). */
const OPENING = `BROOMHILL COMMUNITY COUNCIL MINUTES OF THE 421st MEETING The 421st Meeting of Broomhill Community Council was held in Broomhill Primary School, 57 Edgehill Rd, Glasgow G11 7HZ, on Wednesday 8th February 2023, at 7.00 p.m.
1. Committee Members Present were: Charles Scott, Lorna McWilliams (chair) and Hector Rufrancos.
2. Apologies were received from: Members Barbara McTavish.
3. Minutes of Previous Meetings. The minutes of Meeting no 420 held on 14th December 2022 had earlier been approved online.`;

describe("What a document says of itself", () => {
  it("is its date and body, from its opening", () => {
    const document = documentOf(OPENING);
    expect(document).toMatchObject({
      date: "2023-02-08",
      body: "Broomhill Community Council",
      status: "unknown",
    });
  });

  it("is nothing where it says nothing: the seeds give no date", () => {
    for (const seed of SEEDS) {
      expect(documentOf(readSeed(seed))).toMatchObject({ date: null, body: null });
    }
  });

  it("is not what it says of other meetings", () => {
    const text =
      "Minutes of the Planning Committee\n\nThe minutes of the meeting held on 9th November 2022 were approved.\n\nThe next meeting will be held on 8th February 2023.";
    expect(documentOf(text)).toMatchObject({ date: null, body: "Planning Committee" });
  });

  /** Falls Creek Ranch and Rust's language team (MIT). */
  it.each([
    [
      "Board of Directors Meeting Minutes\n\nThursday, April 28, 2022 at 6PM via Zoom",
      "2022-04-28",
    ],
    [
      "Board Meeting\n\nStatus: Approved Date: Oct 23, 2025 5:30 PM MDT Location: Online",
      "2025-10-23",
    ],
    ["# 2019.03.14\n\nThe team met.", "2019-03-14"],
    ["On Thursday the road was closed.\n\nIt was closed on 4 May 2022 at 6pm.", null],
  ])("is the day on a line of its own: %s", (text, date) => {
    expect(documentOf(text).date).toBe(date);
  });

  it("is no body where a month stands for one", () => {
    const text = "The minutes of the meeting of the September Board were read.";
    expect(documentOf(text).body).toBeNull();
  });

  it("is nothing where its lines contradict each other", () => {
    const text =
      "Minutes of the meeting of 4 March 2020\n\nDate: 11 March 2020\n\nThe Chair spoke.";
    expect(documentOf(text).date).toBeNull();
  });

  it("is the date that its title gives, where it is the minutes of a whole meeting", () => {
    const title = "Minutes of the meeting held on Monday 26 February 2024";
    expect(documentOf(`${title}\n\nPresent: Councillors Kew and Lam`).date).toBe("2024-02-26");
    expect(documentOf(`${title}\n\nRESOLVED: That the minutes be signed.`).date).toBeNull();
  });

  it.each([
    ["DRAFT MINUTES of the Licensing Panel", "draft"],
    ["Minutes of the Licensing Panel (draft)", "draft"],
    ["Approved minutes of the Licensing Panel", "approved"],
    ["The panel discussed the draft strategy", "unknown"],
  ])("is its status: %s", (line, status) => {
    expect(documentOf(`${line}\n\nThe Chair opened the meeting.`).status).toBe(status);
  });
});
