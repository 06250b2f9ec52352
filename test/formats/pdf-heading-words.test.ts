import { describe, expect, it } from "vitest";
import { readsAsHeading } from "../../src/formats/pdf-heading-words.ts";

/** Lines in bold of minutes of Falls Creek Ranch (MIT) and Broomhill Community Council (CC BY 4.0, created by Hector Rufrancos). */
describe("A line in other type", () => {
  it.each([
    "3. ARCHITECTURAL CONTROL COMMITTEE",
    "Call to Order and Roll Call: 7:02 PM",
    "Old Business:",
    "New Grant Applications Approved by FCR Board",
    "Recognizing Great Volunteers!",
    "Utilities Committee – Eb Redford, Chair",
    "Budgeted Capital Projects 2023-2024 fiscal year (if budget is approved)",
    "2) Barry Bryant, on behalf of Mike Hicks; Zink Road Update",
    "June 9, 2003",
    "What is a metro district?",
    "1. Approval of Minutes of 9/18/18 Meeting",
    "Summary of Action Items by Person:",
    "Notices of Motion",
    "Matters raised by members",
  ])("is a heading: %s", (line) => {
    expect(readsAsHeading(line)).toBe(true);
  });

  it.each([
    "Action Item: Terry Greiner to continue to follow up on this issue",
    "MOTION & APPROVAL – Robin Lucie made a motion to approve the Lake",
    "Committee’s request to proceed with the initial steps of the cutthroat project. Terry",
    "Mike McQuinn submitted the Operator’s Log for the March/April period via e-mail as follows:",
    "Motion was approved",
    "No resident’s personal property or equipment shall be stored on any area of Common",
    "An Ordinary Community Council meeting commenced at 19:30",
    "Falls Creek Ranch Association, Inc., and",
    "PASSED 76 approve 7 disapprove",
    "Budget approved 61 yes 3 no",
    "Respectfully submitted, Nancy Peake, secretary",
    "Don Southworth, Acting Secretary",
    "Notes.”",
    "Nov 2003",
    "RESOLVED",
  ])("is none: %s", (line) => {
    expect(readsAsHeading(line)).toBe(false);
  });
});
