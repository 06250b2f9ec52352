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
  /** By the marks of their addresses, as all here. */
  const listed = new Map<string, PaperEntry>();
  const restricted = new Set<string>();
  const kept = new Map<string, string>();
  const keptOf = new Map<number, string[]>();
  for (const { url, meetingId } of keeper.papers()) {
    kept.set(addressMark(url), url);
    keptOf.set(meetingId, [...(keptOf.get(meetingId) ?? []), addressMark(url)]);
  }

  function forget(mark: string): void {
    const url = kept.get(mark);
    if (url !== undefined && kept.delete(mark)) keeper.dropPaper(url);
  }

  function forgetAllBut(wanted: ReadonlySet<string>, meetingId: number): void {
    for (const mark of keptOf.get(meetingId) ?? []) if (!wanted.has(mark)) forget(mark);
  }

  return {
    add(meeting, { id, committeeId, date }) {
      for (const mark of meeting.restrictedPapers) {
        restricted.add(mark);
        forget(mark);
      }
      const papers = meeting.items.flatMap((item) => item.papers);
      const open = new Map(
        papers
          .filter(({ url }) => !isPrintedMinutes(url, id))
          .map((paper) => [addressMark(paper.url), paper]),
      );
      forgetAllBut(new Set(open.keys()), id);
      const whose = { meetingId: id, committeeId, body: bodies.get(committeeId) ?? null, date };
      for (const [mark, { title, url }] of open) {
        if (!listed.has(mark)) listed.set(mark, { url, title, ...whose });
      }
    },
    drop: (meetingId) => forgetAllBut(new Set(), meetingId),
    listed: () => [...listed].flatMap(([mark, entry]) => (restricted.has(mark) ? [] : [entry])),
  };

  /** The meeting's own minutes, which are had as minutes. */
  function isPrintedMinutes(url: string, id: number): boolean {
    const { pathname } = new URL(url, addresses.base);
    return pathname.toLowerCase().includes(`/documents/g${id}/`);
  }
}
