import { siteAddresses } from "./addresses.ts";
import { messageOf, notHad, refuseFinal } from "./fallback.ts";
import { councilName, listCommittees, listMeetings, type SiteAccess } from "./lists.ts";
import { paceOf } from "./pace.ts";
import { emptySummary, type HarvestOptions, type HarvestSummary } from "./harvest-summary.ts";
import { keepMinutes, type KeepTools } from "./keep-minutes.ts";
import { meetingReader, type MeetingReader } from "./meeting.ts";
import type { Committee, MeetingEntry } from "./model.ts";
import { paperList, type PaperList } from "./paper-list.ts";
import { harvestPapers } from "./papers.ts";
import { failureKind, type Keeper } from "./ports.ts";

/** After this many meetings in a row that could not be had the site is left alone. */
const PATIENCE = 5;
/** Minutes are a draft until the body's next meeting, which is within half a year or so. Days. */
const DRAFT_FOR = 183;

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
  const papers = paperList(keeper, addresses, bodies);
  const read = meetingReader(site, daysBefore(options.range.to, DRAFT_FOR));
  const tools = { keeper, read, addresses, bodies, papers };
  await harvestMeetings(entries, tools, options, summary);
  if (summary.ended === null && failures.length === 0) {
    forgetUnlisted(tools, entries, options, summary);
  }
  if (summary.ended === null && options.documents) {
    summary.papers = await harvestPapers(papers.listed(), { keeper, addresses }, options);
    summary.lacking.push(...summary.papers.lacking);
    if (summary.papers.stopped) summary.ended = "stopped";
  }
  return summary;
}

function daysBefore(iso: string, days: number): string {
  return new Date(Date.parse(iso) - days * 24 * 3600 * 1000).toISOString().slice(0, 10);
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

type Tools = KeepTools & { read: MeetingReader; papers: PaperList };

async function harvestMeetings(
  entries: readonly MeetingEntry[],
  tools: Tools,
  options: HarvestOptions,
  summary: HarvestSummary,
): Promise<void> {
  const started = performance.now();
  let failed = 0;
  for (const [done, entry] of entries.entries()) {
    options.onProgress({ what: "meetings", ...paceOf(started, done, entries.length) });
    try {
      if (options.signal?.aborted) summary.ended = "stopped";
      else await harvestMeeting(entry, tools, options, summary);
      failed = 0;
    } catch (error) {
      if (failureKind(error) === "stopped") summary.ended = "stopped";
      else noteFailure(entry, error, tools, summary);
      if (++failed === PATIENCE) summary.ended ??= "too many failures";
    }
    if (summary.ended !== null) return;
  }
  options.onProgress({ what: "meetings", ...paceOf(started, entries.length, entries.length) });
}

function noteFailure(
  { id, committeeId, date }: MeetingEntry,
  error: unknown,
  { addresses }: Tools,
  summary: HarvestSummary,
): void {
  summary.failures.push(`meeting ${id} of ${date}: ${messageOf(error)}`);
  const source = addresses.pages.meeting(committeeId, id);
  summary.lacking.push({ source, reason: notHad(error), paper: false, committeeId, date });
}

async function harvestMeeting(
  entry: MeetingEntry,
  tools: Tools,
  options: HarvestOptions,
  summary: HarvestSummary,
): Promise<void> {
  const { keeper, read, papers } = tools;
  const meeting = entry.cancelled ? null : await read(entry);
  if (meeting === null || /\bcancel/i.test(meeting.status)) {
    keeper.drop(entry.id);
    papers.drop(entry.id);
    summary.cancelled++;
    return;
  }
  summary.restricted += meeting.restricted;
  const { from, to } = options.range;
  const date = meeting.date ?? entry.date;
  if (date < from || date > to) throw new Error(`its own page says that it was on ${date}`);
  papers.add(meeting, { ...entry, date });
  const kept = await keepMinutes(meeting, { ...entry, date }, tools);
  if (kept === null) {
    keeper.drop(entry.id);
    summary.withoutMinutes++;
  } else if (kept) summary.written++;
  else summary.unchanged++;
}

function forgetUnlisted(
  { keeper, papers }: Tools,
  entries: readonly MeetingEntry[],
  options: HarvestOptions,
  summary: HarvestSummary,
): void {
  const listed = new Set(entries.map(({ id }) => id));
  const { from, to } = options.range;
  const kept = [
    ...keeper.papers().map(({ meetingId, ...rest }) => ({ id: meetingId, ...rest })),
    ...keeper.records(),
  ];
  const distinct = [...new Map(kept.map((one) => [one.id, one])).values()];
  const gone = distinct.filter(({ id, committeeId, date }) => {
    const asked = options.committees.length === 0 || options.committees.includes(committeeId);
    return asked && date >= from && date <= to && !listed.has(id);
  });
  summary.unlisted = gone.length;
  if (!options.prune) return;
  for (const { id } of gone) {
    keeper.drop(id);
    papers.drop(id);
  }
  summary.pruned = gone.length;
}
