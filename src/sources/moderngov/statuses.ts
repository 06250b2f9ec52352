import type { DocumentStatus } from "../../minutes/model.ts";
import type { MeetingRecord } from "./ports.ts";

type Facts = Pick<MeetingRecord, "id" | "committeeId" | "date" | "draft" | "approves">;

/**
 * The status of the minutes of each meeting, by its id: a draft where the site calls them so; approved where a later
 * meeting of the committee agreed those of that day, and it met once on that day; unknown otherwise.
 */
export function statusesOf(records: readonly Facts[]): Map<number, DocumentStatus> {
  const meetings = new Map<string, number>();
  for (const record of records) meetings.set(keyOf(record), (meetings.get(keyOf(record)) ?? 0) + 1);
  const approved = new Set(
    records.flatMap(({ committeeId, approves }) =>
      approves.map((date) => keyOf({ committeeId, date })),
    ),
  );
  const statusOf = (record: Facts): DocumentStatus => {
    if (record.draft) return "draft";
    const key = keyOf(record);
    return approved.has(key) && meetings.get(key) === 1 ? "approved" : "unknown";
  };
  return new Map(records.map((record) => [record.id, statusOf(record)]));
}

function keyOf({ committeeId, date }: Pick<Facts, "committeeId" | "date">): string {
  return `${committeeId} ${date}`;
}
