import type { Place } from "../minutes/safeguarded.ts";

/** Why a source, or a part of it, is not in the index, or should be looked at. */
export type NoteKind = "failed" | "incomplete" | "skipped" | "gone" | "held-back" | "flagged";

/** What ingestion has to say of one source. */
export type Note = {
  source: string;
  kind: NoteKind;
  /** Worded to follow the source's name; never holds what was held back or flagged. */
  reason: string;
  /** Where in the extracted text, where that is known. */
  places?: Place[];
  /** Of a source that is held back whole: what was read, so that it is not read again. */
  held?: { sha256: string; facts: string };
  /** Where they were given. */
  council?: string | null;
  body?: string | null;
};
