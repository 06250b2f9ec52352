import type { Heading } from "../../minutes/model.ts";
import type { Attendee, Paper } from "./model.ts";

/** Why a page could not be had. */
export type FailureKind =
  /** The site said no to this address. */
  | "refused"
  /** The site has nothing at this address (any more). */
  | "missing"
  /** There is no such site, or it does not answer at all. */
  | "unreachable"
  /** It answers, but with errors or too slowly. */
  | "failing"
  /** The site's robots.txt asks programs to leave the address alone. */
  | "robots"
  /** The address leads to another host. */
  | "redirect"
  /** The answer is larger than anything that is read. */
  | "too large"
  /** The person stopped it. */
  | "stopped";

export type FetchFailure = Error & { kind: FailureKind };

export function fetchFailure(kind: FailureKind, message: string, cause?: unknown): FetchFailure {
  return Object.assign(new Error(message, { cause }), { kind });
}

/** The kind of a failure to fetch; null of any other error, such as an answer that cannot be parsed. */
export function failureKind(error: unknown): FailureKind | null {
  return error instanceof Error && "kind" in error ? (error as FetchFailure).kind : null;
}

/** One answer, in bytes, with what its header says of its character set. */
export type Answer = { body: Uint8Array; contentType: string };

/**
 * Gives what a parser makes of addresses. What was fetched before may be given from what is kept; only what the
 * parser returns is kept, never the answer itself, so what a parser drops is not on disk.
 */
export type Reader = {
  /** Throws what the parser throws, and failures to fetch. */
  text<T>(url: string, parse: (text: string) => T): Promise<T>;
  /** Removes what is kept of an address. */
  forget(url: string): void;
  /**
   * Puts the bytes under `name`, once `check` has let them pass; tells whether they are new. A name is that of a
   * folder of the harvest and of a file in it.
   */
  file(url: string, name: FileName, check: (body: Uint8Array) => void): Promise<boolean>;
};

export type FileName = `${"meetings" | "papers"}/${string}`;

/** What a harvest knows of one meeting whose minutes it keeps. */
export type MeetingRecord = {
  id: number;
  committeeId: number;
  body: string | null;
  /** ISO 8601. */
  date: string;
  title: string;
  draft: boolean;
  /** Days of earlier meetings of the committee whose minutes this one agreed to be right; ISO 8601. */
  approves: string[];
  /** Page of the site that shows the meeting. */
  page: string;
  /** Address of what the file was made of: the page, or the printed minutes. */
  sourceUrl: string;
  /** Name of the file of minutes. */
  file: string;
  /** Where the parts of the text stand; empty where the file is the council's own. */
  headings: Heading[];
  place: string;
  attendees: Attendee[];
  papers: Paper[];
};

/** What a harvest knows of a document that was put before a meeting. */
export type PaperRecord = {
  url: string;
  title: string;
  meetingId: number;
  committeeId: number;
  body: string | null;
  /** Of the meeting; ISO 8601. */
  date: string;
  /** Name of the file. */
  file: string;
};

/** Where a harvest keeps what it found. */
export type Keeper = {
  reader: Reader;
  records(): MeetingRecord[];
  /** Keeps a record and, where it is given, the text of its file; tells whether anything is new. */
  keep(record: MeetingRecord, text: string | null): boolean;
  /** Forgets a meeting and its minutes; tells whether there was anything. */
  drop(id: number): boolean;
  papers(): PaperRecord[];
  /** Keeps the record of a document whose bytes are kept; tells whether it is new. */
  keepPaper(record: PaperRecord): boolean;
  /** Forgets a document and its bytes. */
  dropPaper(url: string): void;
};
