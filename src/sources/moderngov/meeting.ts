import { either, messageOf, readAt, refuseFinal } from "./fallback.ts";
import type { SiteAccess } from "./lists.ts";
import { hasWords, type Item, type Meeting, type MeetingEntry } from "./model.ts";
import { itemFromPage, meetingFromPage } from "./meeting-page.ts";
import { meetingFromXml } from "./web-service.ts";

/** Gives a meeting with its minutes, from wherever the site has them. */
export type MeetingReader = (entry: MeetingEntry) => Promise<Meeting>;

/** After this many failures in a row the web service is not asked for further meetings. */
const PATIENCE = 3;

/**
 * Opens the meetings of a site. Whether the minutes of a meeting on or after `recent` are a draft is looked up on its
 * page, as the web service does not say. Each is read from the web service, or else its page. Where the web service says that
 * minutes are published but gives none, they are looked for on the meeting's page, or where only some items lack
 * theirs, on the items' pages; a meeting that is restricted as a whole counts as unpublished. Of a meeting without any words, `printed` says where its printed minutes are.
 */
export function meetingReader(site: SiteAccess, recent: string): MeetingReader {
  const fromService = servicePatience(site);
  return async (entry) => {
    const meeting = await either(
      () => fromService(entry),
      () => fromPage(site, entry),
    );
    const read = await withMinutes(site, meeting, entry);
    const mayBeDraft = entry.date >= recent && read.restricted === 0 && read.items.some(hasWords);
    return mayBeDraft && !read.draft ? { ...read, draft: await isDraft(site, entry) } : read;
  };
}

/** Looks for minutes that are published and not in what was read. */
async function withMinutes(
  site: SiteAccess,
  meeting: Meeting,
  entry: MeetingEntry,
): Promise<Meeting> {
  if (!meeting.published || meeting.printed !== null) return meeting;
  if (meeting.items.length === 0 && meeting.restricted > 0) return { ...meeting, published: false };
  if (!meeting.items.some(hasWords)) return withMeetingPage(site, meeting, entry);
  return { ...meeting, items: await withItemPages(site, meeting.items) };
}

/** Whether the meeting's page calls its minutes a draft; false also where there is no page to say so. */
async function isDraft(site: SiteAccess, entry: MeetingEntry): Promise<boolean> {
  try {
    return (await fromPage(site, entry)).draft;
  } catch (error) {
    refuseFinal(error);
    return false;
  }
}

/** Asks the web service, as long as it does not fail again and again. */
function servicePatience({ addresses, reader, onNotice }: SiteAccess): MeetingReader {
  let failures = 0;
  return async (entry) => {
    const { id } = entry;
    if (failures >= PATIENCE) throw new Error("the web service was given up");
    const parse = (text: string) => meetingFromXml(text, id, addresses.link);
    try {
      const meeting = await readAt(reader, addresses.service.meeting(id), parse);
      failures = 0;
      if (meeting.restricted > 0) forgetPages({ addresses, reader }, meeting, entry);
      return meeting;
    } catch (error) {
      refuseFinal(error);
      failures++;
      if (failures === PATIENCE) {
        onNotice(
          `the web service failed for ${PATIENCE} meetings in a row; the rest is read from pages`,
        );
      }
      throw error;
    }
  };
}

/** What pages showed before an item was restricted. */
function forgetPages(
  { addresses, reader }: Omit<SiteAccess, "onNotice">,
  { restrictedIds }: Meeting,
  { committeeId, id }: MeetingEntry,
): void {
  reader.forget(addresses.pages.meeting(committeeId, id));
  for (const item of restrictedIds) reader.forget(addresses.pages.item(item));
}

function fromPage({ addresses, reader }: SiteAccess, entry: MeetingEntry): Promise<Meeting> {
  const url = addresses.pages.meeting(entry.committeeId, entry.id);
  return readAt(reader, url, (html) => meetingFromPage(html, addresses.link));
}

/** What the page shows of the items that the web service lets be shown. */
async function withMeetingPage(
  site: SiteAccess,
  meeting: Meeting,
  entry: MeetingEntry,
): Promise<Meeting> {
  const shown = await fromPage(site, entry).catch((error: unknown) => {
    refuseFinal(error);
    if (meeting.restricted === 0) throw error;
    site.onNotice(
      `${messageOf(error)}; what was kept of meeting ${entry.id} goes, as some of it is restricted`,
    );
    return { items: [], printed: null, draft: false };
  });
  const open = new Set(meeting.items.map(({ id }) => id));
  const items = shown.items.filter(({ id }) => open.has(id) || meeting.restricted === 0);
  const papersOf = new Map(meeting.items.map(({ id, papers }) => [id, papers]));
  return {
    ...meeting,
    items: items.some(hasWords)
      ? items.map((item) => ({ ...item, papers: papersOf.get(item.id) ?? item.papers }))
      : meeting.items,
    printed: shown.printed,
    draft: shown.draft,
  };
}

/** Items with the minutes that the web service says are published, but does not give. */
async function withItemPages(site: SiteAccess, items: readonly Item[]): Promise<Item[]> {
  const filled: Item[] = [];
  for (const item of items) {
    const missing = item.minuted && !hasWords(item) && item.id !== null;
    filled.push(missing ? { ...item, ...(await wordsOfItem(site, item.id!)) } : item);
  }
  return filled;
}

async function wordsOfItem({ addresses, reader, onNotice }: SiteAccess, id: number) {
  try {
    return await readAt(reader, addresses.pages.item(id), itemFromPage);
  } catch (error) {
    refuseFinal(error);
    onNotice(messageOf(error));
    return {};
  }
}
