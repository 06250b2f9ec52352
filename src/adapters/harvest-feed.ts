import { join } from "node:path";
import type { Feed } from "../sources/feed.ts";
import type { Extract } from "../sources/folder-feed.ts";
import type { MeetingRecord } from "../sources/moderngov/ports.ts";
import { readSteadily } from "../sources/steady-read.ts";
import { readRecords, readSiteFacts } from "./harvest-folder.ts";

export type HarvestFeedOptions = {
  /** Reads the files that are the council's own, such as printed minutes. */
  extract: Extract;
  /** The council's name; null for what the site gave. */
  council: string | null;
};

/**
 * The minutes of a harvest folder, by date. A document's source is the address of the meeting's page. Nothing
 * is fetched. Throws one line when the folder is no harvest.
 */
export function harvestFeed(folder: string, { extract, council }: HarvestFeedOptions): Feed {
  const site = readSiteFacts(folder);
  if (!site) throw new Error(`"${folder}" holds no harvest of a site`);
  const records = readRecords(folder);
  const options = { extract, council: council ?? site.council };
  return {
    folder: site.address,
    skipped: [],
    failures: [],
    parts: records.map(() => ({ bytes: 1 })),
    whole: true,
    read: (part) => readMeeting(folder, records[part]!, options),
  };
}

async function readMeeting(
  folder: string,
  record: MeetingRecord,
  { extract, council }: HarvestFeedOptions,
): ReturnType<Feed["read"]> {
  const { title, body, date, page, sourceUrl, file, headings, draft } = record;
  const status = draft ? "draft" : "unknown";
  try {
    const { bytes, sha256 } = await readSteadily(join(folder, "meetings", file));
    const given = { title, council, aliases: [], body, date, status } as const;
    const entry = {
      source: page,
      sha256,
      sourceUrl,
      given: { ...given, aliases: [] },
      extract: async () =>
        file.endsWith(".txt")
          ? { text: bytes.toString("utf8"), headings }
          : await extract(bytes, file),
    };
    return { entries: [entry], failures: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries: [], failures: [{ source: page, reason }] };
  }
}
