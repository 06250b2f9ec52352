/** Half-open range `[start, end)` in UTF-16 code units of a document's text. */
export type Span = { start: number; end: number };

export type DocumentStatus = "draft" | "approved" | "superseded" | "unknown";

/** What a passage is: the paper's own summary, the talk, what was resolved, or the running of the meeting. */
export type PassageKind = "report" | "discussion" | "decision" | "procedure";

export const PASSAGE_KINDS: readonly PassageKind[] = [
  "report",
  "discussion",
  "decision",
  "procedure",
];

/** What a body did with a matter. */
export type Outcome =
  | "resolved"
  | "agreed"
  | "noted"
  | "requested"
  | "refused"
  | "deferred"
  | "withdrawn";

export const OUTCOMES: readonly Outcome[] = [
  "resolved",
  "agreed",
  "noted",
  "requested",
  "refused",
  "deferred",
  "withdrawn",
];

/**
 * A titled part of a document. `title` is the words of the text, white space folded, without the item's `number`
 * where the source gives that apart.
 */
export type AgendaItem = Span & { title: string; number?: string };

/** A page of a paged source: the part of the extracted text that stands on it. `number` counts from 1. */
export type Page = Span & { number: number };

/**
 * A heading that the source's own format marks as one (`<h2>`, Word's "Heading 2", `##`). Level from 1.
 * `sourceUrl` is the address on the web at which the part below it can be read, where it has one of its own.
 */
export type Heading = Span & {
  level: number;
  sourceUrl?: string;
  /** The agenda item's number, with which the heading begins, where the source gives it apart: "5", "12a". */
  number?: string;
};

/**
 * One sentence or bullet. `leadIn` is the span of the sentence that a bullet completes
 * ("It was confirmed in response that:"), when there is one: without it the bullet has no meaning.
 * `speaker` is the name or role that the text itself gives. `voice` is the last speaker named in the paragraph: the
 * sentence may go on reporting what they said but does not say so; it helps finding, and is never shown as the speaker.
 */
export type Sentence = Span & {
  leadIn?: Span;
  speaker?: string;
  voice?: string;
  /** It only repeats the title of its agenda item ("4. Police Report."), and says nothing by itself. */
  heading?: boolean;
};

/** Votes as the text states them; what it does not state is absent. */
export type Votes = {
  for?: number;
  against?: number;
  abstentions?: number;
  unanimous?: true;
  namedFor?: string[];
  namedAgainst?: string[];
  namedAbstained?: string[];
};

/** What a body did with a matter: `start` and `end` slice the document's text to its words. */
export type Decision = Span & {
  outcome: Outcome;
  mover?: string;
  seconder?: string;
  /** Who is to do what was requested, in the words of the text. */
  owner?: string;
  votes?: Votes;
};

/**
 * A run of whole sentences inside one agenda item. `start` and `end` slice the document's text to `text`.
 * `outcome` only where `kind` is "decision".
 */
export type Passage = Span & {
  id: string;
  documentId: string;
  /** Position in the document, from 0. */
  ordinal: number;
  item: string;
  kind: PassageKind;
  outcome?: Outcome;
  speakers: string[];
  page?: number;
  text: string;
  sentences: Sentence[];
  /** Decisions that stand in it, in order. */
  decisions: Decision[];
};

/** Where a meeting was held, in the words of the source; `start` and `end` where it is the document's text that says so. */
export type MeetingPlace = { text: string } & Partial<Span>;

/** What is known of a document beyond its text. Nothing is guessed: unknown is null. */
export type DocumentFacts = {
  council: string | null;
  /** Other names by which people call the council, such as "H&F". */
  aliases: string[];
  body: string | null;
  /** ISO 8601 calendar date of the meeting. */
  date: string | null;
  status: DocumentStatus;
  /** Absent where neither the text nor what is given says it. */
  place?: MeetingPlace;
};

export type Document = DocumentFacts & {
  id: string;
  /** Path relative to the ingested folder with `/` separators, or a URL. */
  source: string;
  /** Address at which the source can be read on the web, where it has one. */
  sourceUrl?: string;
  /** A report or another paper that was put before a meeting: nothing in it is said or decided by the meeting. */
  paper?: true;
  title: string;
  /** The extracted text, exactly as served; every span points into it. */
  text: string;
  /** Hex sha256 of the source's bytes. */
  sha256: string;
  items: AgendaItem[];
  /** Empty where the source has no pages. */
  pages: Page[];
  /** What the source's format marks as headings; empty where it marks none. */
  headings: Heading[];
};
