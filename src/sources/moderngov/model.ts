/** A committee as the site lists it. `expired` ones are dissolved; their minutes may still stand. */
export type Committee = { id: number; title: string; expired: boolean };

/** A meeting as a list of meetings shows it. `date` is an ISO 8601 calendar date. */
export type MeetingEntry = { id: number; committeeId: number; date: string; cancelled: boolean };

/** A document that is linked: a report, a plan, minutes of another meeting. */
export type Paper = { title: string; url: string };

export type Attendee = { name: string; role: string; attendance: string };

/** An agenda item that may be shown. Restricted ones are dropped where an answer is parsed. */
export type Item = {
  /** Null where the page does not say it. */
  id: number | null;
  /** As displayed, without the full stop; empty for headings of sections. */
  number: string;
  title: string;
  /** Published minutes, a line for each paragraph; empty when there are none. */
  minutes: string;
  /** The published decision, in the same way. */
  decision: string;
  /** The site says that the item's minutes are published. */
  minuted: boolean;
  papers: Paper[];
};

/** What the web service or a page tells of one meeting. */
export type Meeting = {
  /** Null where it does not say when the meeting was. */
  date: string | null;
  status: string;
  /** Where it was held; empty when it is not said. */
  place: string;
  /** Minutes or decisions have been published. */
  published: boolean;
  items: Item[];
  /** How many items were dropped because they are restricted. */
  restricted: number;
  /** Their ids, where the answer gives them. */
  restrictedIds: number[];
  /** Marks (`addressMark`) of documents that may not be shown: an address may hold a name that is secret. */
  restrictedPapers: string[];
  attendees: Attendee[];
  /** The printed minutes, where they are linked. */
  printed: Paper | null;
  /** The site calls the minutes a draft. */
  draft: boolean;
};

/** The words of an item that are minutes. */
export function hasWords({ minutes, decision }: Item): boolean {
  return minutes !== "" || decision !== "";
}
