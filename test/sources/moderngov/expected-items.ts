import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRecords } from "../../../src/adapters/harvest-records.ts";

export type ExpectedItem = {
  meeting_id: number;
  committee_id: number;
  date: string;
  agenda_item_id: number;
  number: string;
  title: string;
  text: string;
};

/** What a connector should obtain from the fixtures of a folder. */
export function expectedItems(folder: string): ExpectedItem[] {
  const lines = readFileSync(join(folder, "expected.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => {
    const { minutes_in: _in, restricted: _restricted, ...item } = JSON.parse(line);
    return item;
  });
}

/** What stands in the documents of a harvest, item by item, read by the spans and addresses of their headings. */
export function harvestedItems(folder: string): ExpectedItem[] {
  return readRecords(folder).flatMap(({ id, committeeId, date, file, headings }) => {
    const text = readFileSync(join(folder, "meetings", file), "utf8");
    return headings.flatMap(({ start, end, sourceUrl }, i) => {
      const item = /#AI(\d+)$/.exec(sourceUrl ?? "")?.[1];
      if (item === undefined) return [];
      const [, number = "", title = ""] = /^(\S+)\. (.*)$/.exec(text.slice(start, end)) ?? [];
      const words = text.slice(end, headings[i + 1]?.start ?? text.length).trim();
      const place = {
        meeting_id: id,
        committee_id: committeeId,
        date,
        agenda_item_id: Number(item),
      };
      return [{ ...place, number, title, text: words.replaceAll("\n\n", "\n") }];
    });
  });
}
