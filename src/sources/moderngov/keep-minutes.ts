import type { SiteAddresses } from "./addresses.ts";
import { approvedMinutes } from "./approval.ts";
import { minutesText } from "./minutes-text.ts";
import { hasWords, type Meeting, type MeetingEntry } from "./model.ts";
import type { Keeper, MeetingRecord } from "./ports.ts";

export type KeepTools = {
  keeper: Keeper;
  addresses: SiteAddresses;
  /** Titles of the committees, by id. */
  bodies: ReadonlyMap<number, string>;
};

/**
 * Keeps the minutes of a meeting, as text or as the council's own file; tells whether anything is new, and null when
 * there are none.
 */
export async function keepMinutes(
  meeting: Meeting,
  entry: MeetingEntry,
  tools: KeepTools,
): Promise<boolean | null> {
  const { keeper, addresses, bodies } = tools;
  const { id, committeeId, date } = entry;
  const name = { id, committeeId, date, body: bodies.get(committeeId) ?? null };
  const { title, text, headings } = minutesText(meeting, name, addresses.pages);
  const page = addresses.pages.meeting(committeeId, id);
  const { place, attendees, draft } = meeting;
  const papers = meeting.items.flatMap((item) => item.papers);
  const approves = approvedMinutes(meeting.items, name);
  const facts = { ...name, title, page, place, attendees, papers, draft, approves };
  if (meeting.items.some(hasWords)) {
    const record: MeetingRecord = {
      ...facts,
      sourceUrl: page,
      file: `${date}-${id}.txt`,
      headings,
    };
    return keeper.keep(record, text);
  }
  if (!meeting.published || meeting.printed === null) return null;
  const { url } = meeting.printed;
  const file = `${date}-${id}.pdf`;
  if (meeting.restricted > 0) dropText(keeper, id);
  const isNew = await keeper.reader.file(url, `meetings/${file}`, (body) => refusePage(url, body));
  return keeper.keep({ ...facts, sourceUrl: url, file, headings: [] }, null) || isNew;
}

/** Minutes kept from before may hold what is restricted now, whatever becomes of the printed ones. */
function dropText(keeper: Keeper, id: number): void {
  const before = keeper.records().find((record) => record.id === id);
  if (before && before.headings.length > 0) keeper.drop(id);
}

/** A page in the place of a file says that there is none. */
function refusePage(url: string, body: Uint8Array): void {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  if (!/%PDF-/.test(start) && !start.startsWith("PK")) throw new Error(`${url} is no PDF`);
}
