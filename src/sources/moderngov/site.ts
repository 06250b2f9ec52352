import type { Range, SiteAddresses } from "./addresses.ts";
import { hasWords, type Committee, type Item, type Meeting, type MeetingEntry } from "./model.ts";
import {
  committeesFromPage,
  councilFromPage,
  itemFromPage,
  meetingFromPage,
  meetingsFromPage,
} from "./pages.ts";
import { failureKind, type Reader } from "./ports.ts";
import {
  allMeetingsFromXml,
  committeesFromXml,
  meetingFromXml,
  meetingsFromXml,
} from "./web-service.ts";

/** A site, read through its web service and, where that fails, through its pages. */
export type ModernGovSite = {
  committees(): Promise<Committee[]>;
  /** The council's name, where the site gives one. */
  council(): Promise<string | null>;
  /**
   * Meetings in a range of days, in order of date; of all committees, or of those named. What a site gives
   * beyond the range is left out. `failures` names the committees whose meetings could not be listed.
   */
  meetings(
    committees: readonly Committee[],
    all: boolean,
    range: Range,
  ): Promise<{ entries: MeetingEntry[]; failures: string[] }>;
  /** A meeting with its minutes, from wherever the site gives them. */
  meeting(entry: MeetingEntry): Promise<Meeting>;
};

/** After this many failures in a row the web service is not asked for further meetings. */
const PATIENCE = 3;

/** Opens a site. Nothing is fetched yet. */
export function modernGovSite(
  { service, pages, link }: SiteAddresses,
  reader: Reader,
  onNotice: (message: string) => void,
): ModernGovSite {
  let serviceFailures = 0;

  /** The web service's answer, or else the page's; throws both reasons when neither can be had. */
  async function either<T>(fromService: () => Promise<T>, fromPage: () => Promise<T>): Promise<T> {
    let reason: string;
    try {
      return await fromService();
    } catch (error) {
      if (isFinal(error)) throw error;
      reason = messageOf(error);
    }
    return fromPage().catch((error: unknown) => {
      if (isFinal(error)) throw error;
      throw new Error(`${reason}; ${messageOf(error)}`, { cause: error });
    });
  }

  function read<T>(url: string, parse: (text: string) => T): Promise<T> {
    return reader.text(url, parse).catch((error: unknown) => {
      if (failureKind(error) !== null) throw error;
      throw new Error(`${url} ${messageOf(error)}`, { cause: error });
    });
  }

  const fromService = async (id: number): Promise<Meeting> => {
    if (serviceFailures >= PATIENCE) throw new Error("the web service was given up");
    try {
      const meeting = await read(service.meeting(id), (text) => meetingFromXml(text, id, link));
      serviceFailures = 0;
      return meeting;
    } catch (error) {
      if (!isFinal(error) && ++serviceFailures === PATIENCE) {
        onNotice(
          `the web service failed for ${PATIENCE} meetings in a row; the rest is read from pages`,
        );
      }
      throw error;
    }
  };

  const fromPage = ({ committeeId, id }: MeetingEntry): Promise<Meeting> =>
    read(pages.meeting(committeeId, id), (html) => meetingFromPage(html, link));

  /** Minutes of items that the web service says are published, but gives without their words. */
  async function withItemPages(items: readonly Item[]): Promise<Item[]> {
    const filled: Item[] = [];
    for (const item of items) {
      const missing = item.minuted && !hasWords(item) && item.id !== null;
      filled.push(missing ? { ...item, ...(await wordsOfItem(item.id!)) } : item);
    }
    return filled;
  }

  async function wordsOfItem(id: number): Promise<Partial<Item>> {
    try {
      return await read(pages.item(id), itemFromPage);
    } catch (error) {
      if (isFinal(error)) throw error;
      onNotice(messageOf(error));
      return {};
    }
  }

  /** The words, or else the place of the printed minutes, of a meeting whose minutes the web service gives empty. */
  async function withMeetingPage(meeting: Meeting, entry: MeetingEntry): Promise<Meeting> {
    const shown = await fromPage(entry);
    const open = new Set(meeting.items.map(({ id }) => id));
    const items = shown.items.filter(({ id }) => open.has(id) || meeting.restricted === 0);
    return {
      ...meeting,
      items: items.some(hasWords) ? items : meeting.items,
      printed: shown.printed,
    };
  }

  async function ofCommittee({ id }: Committee, range: Range): Promise<MeetingEntry[]> {
    return either(
      () => read(service.meetings(id, range), (text) => meetingsFromXml(text, id)),
      () => read(pages.meetings(id), (html) => meetingsFromPage(html, id)),
    );
  }

  async function ofEach(committees: readonly Committee[], range: Range) {
    const entries: MeetingEntry[] = [];
    const failures: string[] = [];
    for (const committee of committees) {
      try {
        entries.push(...(await ofCommittee(committee, range)));
      } catch (error) {
        if (isFinal(error)) throw error;
        failures.push(
          `meetings of committee ${committee.id} (${committee.title}): ${messageOf(error)}`,
        );
      }
    }
    return { entries, failures };
  }

  async function ofAll(range: Range): Promise<MeetingEntry[]> {
    try {
      return await read(service.allMeetings(range), allMeetingsFromXml);
    } catch (error) {
      if (isFinal(error)) throw error;
      onNotice(`${messageOf(error)}; meetings are listed committee by committee`);
      return [];
    }
  }

  return {
    committees: () =>
      either(
        () => read(service.committees(), committeesFromXml),
        () => read(pages.committees(), committeesFromPage),
      ),
    council: () =>
      read(pages.committees(), councilFromPage).catch((error: unknown) => {
        if (isFinal(error)) throw error;
        return null;
      }),
    async meetings(committees, all, range) {
      const listed = all ? await ofAll(range) : [];
      const found =
        listed.length > 0 ? { entries: listed, failures: [] } : await ofEach(committees, range);
      const within = found.entries.filter(({ date }) => date >= range.from && date <= range.to);
      const distinct = [...new Map(within.map((entry) => [entry.id, entry])).values()];
      return {
        entries: distinct.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
        failures: found.failures,
      };
    },
    async meeting(entry) {
      const meeting = await either(
        () => fromService(entry.id),
        () => fromPage(entry),
      );
      if (!meeting.published || meeting.printed !== null) return meeting;
      if (!meeting.items.some(hasWords)) return withMeetingPage(meeting, entry);
      return { ...meeting, items: await withItemPages(meeting.items) };
    },
  };
}

/** Failures after which nothing else of the site need be tried. */
function isFinal(error: unknown): boolean {
  return ["stopped", "unreachable"].includes(failureKind(error) ?? "");
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
