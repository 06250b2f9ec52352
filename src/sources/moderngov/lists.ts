import type { Range, SiteAddresses } from "./addresses.ts";
import { either, messageOf, notHad, readAt, refuseFinal } from "./fallback.ts";
import type { Committee, MeetingEntry } from "./model.ts";
import { committeesFromPage, councilFromPage, meetingsFromPage } from "./pages.ts";
import type { Reader } from "./ports.ts";
import { allMeetingsFromXml, committeesFromXml, meetingsFromXml } from "./web-service.ts";

/** A site, its lists, and who hears of what went wrong but was got round. */
export type SiteAccess = {
  addresses: SiteAddresses;
  reader: Reader;
  onNotice: (message: string) => void;
};

/** Meetings in order of date; `failures` says which committees' meetings could not be listed, and why. */
export type MeetingList = { entries: MeetingEntry[]; failures: ListFailure[] };

/** `line` says all, `reason` follows the address of the list, `source`. */
export type ListFailure = { line: string; source: string; reason: string; committeeId: number };

/** The committees that a site lists, by its web service or else its pages. */
export function listCommittees({ addresses, reader }: SiteAccess): Promise<Committee[]> {
  return either(
    () => readAt(reader, addresses.service.committees(), committeesFromXml),
    () => readAt(reader, addresses.pages.committees(), committeesFromPage),
  );
}

/** The council's name, where the site's pages give one. */
export async function councilName({ addresses, reader }: SiteAccess): Promise<string | null> {
  try {
    return await readAt(reader, addresses.pages.committees(), councilFromPage);
  } catch (error) {
    refuseFinal(error);
    return null;
  }
}

/**
 * Meetings of committees in a range of days; what a site gives beyond the range is left out. With `all` the
 * web service is asked at once for all committees' meetings, also of those that the site does not list.
 */
export async function listMeetings(
  site: SiteAccess,
  committees: readonly Committee[],
  all: boolean,
  range: Range,
): Promise<MeetingList> {
  const listed = all ? await meetingsOfAll(site, range) : [];
  const { entries, failures } =
    listed.length > 0
      ? { entries: listed, failures: [] }
      : await meetingsOfEach(site, committees, range);
  const within = entries.filter(({ date }) => date >= range.from && date <= range.to);
  const distinct = [...new Map(within.map((entry) => [entry.id, entry])).values()];
  return { entries: distinct.toSorted((a, b) => (a.date < b.date ? -1 : 1)), failures };
}

async function meetingsOfAll(
  { addresses, reader, onNotice }: SiteAccess,
  range: Range,
): Promise<MeetingEntry[]> {
  try {
    return await readAt(reader, addresses.service.allMeetings(range), allMeetingsFromXml);
  } catch (error) {
    refuseFinal(error);
    onNotice(`${messageOf(error)}; meetings are listed committee by committee`);
    return [];
  }
}

async function meetingsOfEach(
  site: SiteAccess,
  committees: readonly Committee[],
  range: Range,
): Promise<MeetingList> {
  const list: MeetingList = { entries: [], failures: [] };
  for (const committee of committees) {
    try {
      list.entries.push(...(await meetingsOfOne(site, committee, range)));
    } catch (error) {
      refuseFinal(error);
      const { id, title } = committee;
      const line = `meetings of committee ${id} (${title}): ${messageOf(error)}`;
      const source = site.addresses.pages.meetings(id);
      list.failures.push({ line, source, reason: notHad(error), committeeId: id });
    }
  }
  return list;
}

function meetingsOfOne(
  { addresses, reader }: SiteAccess,
  { id }: Committee,
  range: Range,
): Promise<MeetingEntry[]> {
  const { service, pages } = addresses;
  return either(
    () => readAt(reader, service.meetings(id, range), (text) => meetingsFromXml(text, id)),
    () => readAt(reader, pages.meetings(id), (html) => meetingsFromPage(html, id)),
  );
}
