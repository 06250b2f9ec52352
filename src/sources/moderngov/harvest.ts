import { siteAddresses, type Range, type SiteAddresses } from "./addresses.ts";
import { messageOf, refuseFinal } from "./fallback.ts";
import { councilName, listCommittees, listMeetings, type SiteAccess } from "./lists.ts";
import { meetingReader, type MeetingReader } from "./meeting.ts";
import { minutesText } from "./minutes-text.ts";
import { hasWords, type Committee, type Meeting, type MeetingEntry } from "./model.ts";
import { failureKind, type Keeper, type MeetingRecord } from "./ports.ts";

export type HarvestOptions = {
  /** Address of the site, or of any of its pages. */
  site: string;
  /** Ids of the committees to read; empty for all. */
  committees: readonly number[];
  range: Range;
  /** Forget meetings of the range that the site no longer lists. */
  prune: boolean;
  onProgress: (progress: HarvestProgress) => void;
  onNotice: (message: string) => void;
  signal?: AbortSignal;
};

/** `remaining` is milliseconds, as far as the pace so far tells; null before it does. */
export type HarvestProgress = { done: number; total: number; remaining: number | null };

export type HarvestSummary = {
  /** The council's name, where the site gives one. */
  council: string | null;
  committees: number;
  /** Meetings that were listed. */
  listed: number;
  /** Meetings whose minutes are new or changed; the same as before; not there (yet); cancelled. */
  written: number;
  unchanged: number;
  withoutMinutes: number;
  cancelled: number;
  /** Restricted agenda items that were passed over. */
  restricted: number;
  /** Meetings kept from before that the site no longer lists, and how many of them were forgotten. */
  unlisted: number;
  pruned: number;
  /** One line for each thing that could not be had. */
  failures: string[];
  /** Why it ended before its end; null when it did not. */
  ended: "stopped" | "too many failures" | null;
};

/** After this many meetings in a row that could not be had the site is left alone. */
const PATIENCE = 5;

/**
 * Reads the minutes of a site into a keeper. A meeting that cannot be had is reported, and what was kept of it
 * stays. Throws one line when the site cannot be read at all or does not have the committees asked for.
 */
export async function harvestSite(
  keeper: Keeper,
  options: HarvestOptions,
): Promise<HarvestSummary> {
  const addresses = siteAddresses(options.site);
  const site: SiteAccess = { addresses, reader: keeper.reader, onNotice: options.onNotice };
  const committees = await committeesOf(site, options.committees);
  const council = await councilName(site);
  const all = options.committees.length === 0;
  const { entries, failures } = await listMeetings(site, committees, all, options.range);
  const summary = emptySummary(council, committees.length, entries.length, failures);
  const bodies = new Map(committees.map(({ id, title }) => [id, title]));
  await harvestMeetings(
    entries,
    { keeper, read: meetingReader(site), addresses, bodies },
    options,
    summary,
  );
  if (summary.ended === null && failures.length === 0) {
    forgetUnlisted(keeper, entries, options, summary);
  }
  return summary;
}

function emptySummary(
  council: string | null,
  committees: number,
  listed: number,
  failures: readonly string[],
): HarvestSummary {
  const counts = {
    written: 0,
    unchanged: 0,
    withoutMinutes: 0,
    cancelled: 0,
    restricted: 0,
    unlisted: 0,
    pruned: 0,
  };
  return { council, committees, listed, ...counts, failures: [...failures], ended: null };
}

/** The site's committees, or those asked for. */
async function committeesOf(site: SiteAccess, ids: readonly number[]): Promise<Committee[]> {
  const { base } = site.addresses;
  const all = await listCommittees(site).catch((error: unknown) => {
    refuseFinal(error);
    throw new Error(`${base} does not answer as a ModernGov site does: ${messageOf(error)}`, {
      cause: error,
    });
  });
  const missing = ids.filter((id) => !all.some((committee) => committee.id === id));
  if (missing.length === 0)
    return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
  const known = all.slice(0, 20).map(({ id, title }) => `${id} (${title})`);
  const more = all.length > known.length ? `, and ${all.length - known.length} more` : "";
  throw new Error(
    `${base} lists no committee ${missing.join(", ")}; it has ${known.join(", ")}${more}`,
  );
}

type Tools = {
  keeper: Keeper;
  read: MeetingReader;
  addresses: SiteAddresses;
  bodies: Map<number, string>;
};

async function harvestMeetings(
  entries: readonly MeetingEntry[],
  tools: Tools,
  options: HarvestOptions,
  summary: HarvestSummary,
): Promise<void> {
  const started = performance.now();
  let failed = 0;
  for (const [done, entry] of entries.entries()) {
    const pace = done === 0 ? null : (performance.now() - started) / done;
    options.onProgress({
      done,
      total: entries.length,
      remaining: pace && pace * (entries.length - done),
    });
    try {
      if (options.signal?.aborted) summary.ended = "stopped";
      else await harvestMeeting(entry, tools, options, summary);
      failed = 0;
    } catch (error) {
      if (failureKind(error) === "stopped") summary.ended = "stopped";
      else summary.failures.push(`meeting ${entry.id} of ${entry.date}: ${messageOf(error)}`);
      if (++failed === PATIENCE) summary.ended ??= "too many failures";
    }
    if (summary.ended !== null) return;
  }
  options.onProgress({ done: entries.length, total: entries.length, remaining: 0 });
}

async function harvestMeeting(
  entry: MeetingEntry,
  tools: Tools,
  options: HarvestOptions,
  summary: HarvestSummary,
): Promise<void> {
  const { keeper, read } = tools;
  const meeting = entry.cancelled ? null : await read(entry);
  if (meeting === null || /\bcancel/i.test(meeting.status)) {
    keeper.drop(entry.id);
    summary.cancelled++;
    return;
  }
  summary.restricted += meeting.restricted;
  const { from, to } = options.range;
  const date = meeting.date ?? entry.date;
  if (date < from || date > to) throw new Error(`its own page says that it was on ${date}`);
  const kept = await keepMinutes(meeting, { ...entry, date }, tools);
  if (kept === null) {
    keeper.drop(entry.id);
    summary.withoutMinutes++;
  } else if (kept) summary.written++;
  else summary.unchanged++;
}

/** Keeps the minutes, as text or as the council's own file; null when there are none. */
async function keepMinutes(
  meeting: Meeting,
  entry: MeetingEntry,
  tools: Tools,
): Promise<boolean | null> {
  const { keeper, addresses, bodies } = tools;
  const { id, committeeId, date } = entry;
  const name = { id, committeeId, date, body: bodies.get(committeeId) ?? null };
  const { title, text, headings } = minutesText(meeting, name, addresses.pages);
  const page = addresses.pages.meeting(committeeId, id);
  const papers = meeting.items.flatMap((item) => item.papers);
  const facts = {
    ...name,
    title,
    page,
    place: meeting.place,
    attendees: meeting.attendees,
    papers,
  };
  if (meeting.items.some(hasWords)) {
    const record: MeetingRecord = {
      ...facts,
      draft: false,
      sourceUrl: page,
      file: `${date}-${id}.txt`,
      headings,
    };
    return keeper.keep(record, text);
  }
  if (!meeting.published || meeting.printed === null) return null;
  const { url, draft } = meeting.printed;
  const file = `${date}-${id}.pdf`;
  if (meeting.restricted > 0) dropText(keeper, id);
  await keeper.reader.file(url, file, (body) => refusePage(url, body));
  return keeper.keep({ ...facts, draft, sourceUrl: url, file, headings: [] }, null);
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

function forgetUnlisted(
  keeper: Keeper,
  entries: readonly MeetingEntry[],
  options: HarvestOptions,
  summary: HarvestSummary,
): void {
  const listed = new Set(entries.map(({ id }) => id));
  const { from, to } = options.range;
  const gone = keeper.records().filter(({ id, committeeId, date }) => {
    const asked = options.committees.length === 0 || options.committees.includes(committeeId);
    return asked && date >= from && date <= to && !listed.has(id);
  });
  summary.unlisted = gone.length;
  if (!options.prune) return;
  for (const { id } of gone) keeper.drop(id);
  summary.pruned = gone.length;
}
