import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { approvedMinutes } from "../../../src/sources/moderngov/approval.ts";
import { statusesOf } from "../../../src/sources/moderngov/statuses.ts";

const SHARED = join(import.meta.dirname, "../../../../shared/moderngov-fixtures");
const meeting = { body: "Licensing Committee", date: "2024-05-14" };
const approved = (minutes: string, title = "Minutes of the previous meeting") =>
  approvedMinutes([{ title, minutes, decision: "" }], meeting);

describe("the minutes that a meeting approves", () => {
  it.each([
    "That the minutes of the meeting held on 9 April 2024 be agreed as a correct record.",
    "RESOLVED: That the Minutes of the meeting of the Licensing Committee held on Tuesday, 9th April, 2024 be approved and signed by the Chair.",
    "The minutes of Meeting no 421 held on 9th April 2024 had earlier been approved online.",
    "The Committee agreed the minutes of the meeting held on 09/04/2024… 9 April 2024.",
    "The draft minutes of 9 April 2024 were unanimously confirmed as a true record.",
    "It was resolved to approve the minutes of 9 April 2024.",
  ])("are those whose day it says: %s", (words) => {
    expect(approved(words)).toEqual(["2024-04-09"]);
  });

  it("may have their day in the item's title alone, and be of several days", () => {
    const title = "Minutes of the meeting held on 9 April 2024";
    expect(approved("The minutes were agreed as a correct record.", title)).toEqual(["2024-04-09"]);
    const two = "The minutes of 12 March 2024 and 9 April 2024 were approved.";
    expect(approved(two)).toEqual(["2024-03-12", "2024-04-09"]);
  });

  it.each([
    ["no day", "The minutes of the last meeting were approved."],
    ["a change", "The minutes of 9 April 2024 were approved subject to the correction of item 4."],
    [
      "an amendment in the next sentence",
      "The minutes of 9 April 2024 were agreed. They would be amended to show Cllr Hill as present.",
    ],
    ["put off", "Approval of the minutes of 9 April 2024 was deferred."],
    ["not approved", "The minutes of 9 April 2024 were not approved."],
    ["only noted", "The minutes of 9 April 2024 were noted."],
    [
      "another body's",
      "The minutes of the Planning Sub-Committee held on 9 April 2024 were approved.",
    ],
    ["a request", "Members were asked to approve the minutes of 9 April 2024."],
    ["a later day", "The minutes of 9 June 2024 were approved."],
    ["no such day", "The minutes of 31 April 2024 were approved."],
  ])("are not guessed: %s", (_why, words) => {
    expect(approved(words)).toEqual([]);
  });

  it("are looked for in items about minutes alone", () => {
    expect(approved("The minutes of 9 April 2024 were approved.", "Police report")).toEqual([]);
  });

  it.skipIf(!existsSync(SHARED))(
    "are found in a real council's minutes (skipped without ../shared)",
    () => {
      const lines = readFileSync(join(SHARED, "expected.jsonl"), "utf8").trim().split("\n");
      const days = lines.flatMap((line) => {
        const { title, text, date } = JSON.parse(line);
        const items = [{ title, minutes: text, decision: "" }];
        return approvedMinutes(items, { body: "Full Community Council", date });
      });
      // Those of 10 May and 8 November 2023 were approved with changes, those of 14 June 2023 only reviewed.
      expect(days).toEqual([
        "2022-11-09",
        "2022-12-14",
        "2023-02-08",
        "2023-03-08",
        "2023-04-12",
        "2023-10-11",
        "2023-12-13",
        "2024-02-14",
        "2024-03-13",
        "2024-04-10",
        "2024-05-08",
      ]);
    },
  );
});

describe("the status of minutes", () => {
  const record = {
    id: 1,
    committeeId: 7,
    date: "2024-04-09",
    draft: false,
    approves: [] as string[],
  };
  const next = { ...record, id: 2, date: "2024-05-14", approves: ["2024-04-09"] };
  const statuses = (...records: (typeof record)[]) => Object.fromEntries(statusesOf(records));

  it("is approved where a later meeting of the same committee says so, and known for no other", () => {
    expect(statuses(record, next)).toEqual({ 1: "approved", 2: "unknown" });
    expect(statuses(record, { ...next, committeeId: 8 })).toEqual({ 1: "unknown", 2: "unknown" });
  });

  it("stays a draft as long as the site calls its words that", () => {
    expect(statuses({ ...record, draft: true }, next)).toEqual({ 1: "draft", 2: "unknown" });
  });

  it("is not known where the committee met twice on the day", () => {
    expect(statuses(record, { ...record, id: 3 }, next)).toMatchObject({
      1: "unknown",
      3: "unknown",
    });
  });
});
