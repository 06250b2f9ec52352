import { statSync } from "node:fs";
import { join } from "node:path";
import type { Feed, FeedEntry } from "../sources/feed.ts";
import type { Extract } from "../sources/folder-feed.ts";
import { toWords } from "../sources/moderngov/dates.ts";
import type { MeetingRecord, PaperRecord } from "../sources/moderngov/ports.ts";
import { statusesOf } from "../sources/moderngov/statuses.ts";
import { readSteadily } from "../sources/steady-read.ts";
import { readSiteFacts } from "./harvest-folder.ts";
import { readPapers, readRecords } from "./harvest-records.ts";

export type HarvestFeedOptions = {
  /** Reads the files that are the council's own, such as printed minutes. */
  extract: Extract;
  /** The council's name; null for what the site gave. */
  council: string | null;
};

/** One file of the harvest, and what is known of it. */
type Kept = Omit<FeedEntry, "sha256" | "extract"> & {
  path: string;
  /** Headings of text that the harvest wrote itself. */
  headings: MeetingRecord["headings"] | null;
};

/**
 * The minutes of a harvest folder by date, then the documents put before the meetings. The source of minutes is the
 * address of the meeting's page, that of a document its own. Nothing is fetched. Throws one line when the folder is
 * no harvest.
 */
export function harvestFeed(folder: string, { extract, council }: HarvestFeedOptions): Feed {
  const site = readSiteFacts(folder);
  if (!site) throw new Error(`"${folder}" holds no harvest of a site`);
  const given = { council: council ?? site.council, aliases: [] };
  const records = readRecords(folder);
  const statuses = statusesOf(records);
  const kept = [
    ...records.map((record): Kept => {
      const { title, body, date, page, place, sourceUrl, file, headings, id } = record;
      const known = { ...given, title, body, date, status: statuses.get(id)! };
      const facts = { ...known, ...(place !== "" && { place: { text: place } }) };
      const path = join(folder, "meetings", file);
      const own = file.endsWith(".txt") ? headings : null;
      return { source: page, sourceUrl, given: facts, path, headings: own };
    }),
    ...readPapers(folder).map((record): Kept => {
      const { url, body, date, file } = record;
      const facts = { ...given, title: paperTitle(record), body, date, status: "unknown" as const };
      const path = join(folder, "papers", file);
      return { source: url, sourceUrl: url, paper: true, given: facts, path, headings: null };
    }),
  ];
  return {
    folder: site.address,
    skipped: [],
    failures: (site.lacking ?? []).map(({ source, reason }) => ({ source, reason })),
    parts: kept.map(({ path }) => ({
      bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    })),
    whole: true,
    read: (part) => readKept(kept[part]!, extract),
  };
}

/** Says in every list and citation that this is no record of the meeting: "Paper for Cabinet, 3 May 2024: Budget". */
function paperTitle({ title, body, date }: PaperRecord): string {
  return `Paper for ${body ?? "a meeting"}, ${toWords(date)}: ${title || "untitled"}`;
}

async function readKept(
  { path, headings, ...rest }: Kept,
  extract: Extract,
): ReturnType<Feed["read"]> {
  try {
    const { bytes, sha256 } = await readSteadily(path);
    const entry = {
      ...rest,
      sha256,
      extract: async () =>
        headings ? { text: bytes.toString("utf8"), headings } : await extract(bytes, path),
    };
    return { entries: [entry], failures: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries: [], failures: [{ source: rest.source, reason }] };
  }
}
