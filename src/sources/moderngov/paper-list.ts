import type { SiteAddresses } from "./addresses.ts";
import { addressMark } from "./paper-file.ts";
import type { Meeting, MeetingEntry } from "./model.ts";
import type { Keeper, PaperRecord } from "./ports.ts";

/** A document to be had. */
export type PaperEntry = Omit<PaperRecord, "file">;

/** Documents that are linked by the meetings that were read. */
export type PaperList = {
  /** Notes what a meeting links, and forgets what was kept of documents that it does not let be seen any more. */
  add(meeting: Meeting, entry: MeetingEntry): void;
  /** Forgets all that was kept of a meeting's documents. */
  drop(meetingId: number): void;
  /** Each document once, with the first meeting that links it; none that any meeting restricts. */
  listed(): PaperEntry[];
};

/** Opens a list of documents over those that are kept from before. */
export function paperList(
  keeper: Keeper,
  addresses: SiteAddresses,
  bodies: ReadonlyMap<number, string>,
): PaperList {
  const listed = new Map<string, PaperEntry>();
  /** Marks of addresses. */
  const restricted = new Set<string>();
  const kept = new Map(keeper.papers().map(({ url, meetingId }) => [url, meetingId]));

  function forget(url: string): void {
    if (kept.delete(url)) keeper.dropPaper(url);
  }

  return {
    add(meeting, { id, committeeId, date }) {
      for (const mark of meeting.restrictedPapers) restricted.add(mark);
      for (const url of kept.keys()) if (isRestricted(url)) forget(url);
      const body = bodies.get(committeeId) ?? null;
      const papers = meeting.items.flatMap((item) => item.papers);
      const open = papers.filter(({ url }) => !isRestricted(url) && !isPrintedMinutes(url, id));
      const urls = new Set(open.map(({ url }) => url));
      for (const [url, of] of kept) if (of === id && !urls.has(url)) forget(url);
      for (const { title, url } of open) {
        const entry = { url, title, meetingId: id, committeeId, body, date };
        if (!listed.has(url)) listed.set(url, entry);
      }
    },
    drop(meetingId) {
      for (const [url, of] of kept) if (of === meetingId) forget(url);
    },
    listed: () => [...listed.values()].filter(({ url }) => !isRestricted(url)),
  };

  function isRestricted(url: string): boolean {
    return restricted.has(addressMark(url));
  }

  /** The meeting's own minutes, which are had as minutes. */
  function isPrintedMinutes(url: string, id: number): boolean {
    const { pathname } = new URL(url, addresses.base);
    return pathname.toLowerCase().includes(`/documents/g${id}/`);
  }
}
