import type { Heading, Page } from "../minutes/model.ts";

/** Kinds of document that are read; told by content, and `md` from `txt` by name. */
export type Format = "txt" | "md" | "html" | "pdf" | "docx";

/** The words of a file. Spans point into `text`. The same bytes give the same text. */
export type Extracted = {
  format: Format;
  text: string;
  /** Where the source has pages, in order; pages without text have an empty span. */
  pages?: Page[];
  /** Headings that the format marks, in order. Of a PDF: lines that stand alone in larger or other type. */
  headings?: Heading[];
  /** What a reader should know of parts that are not in the text: "pages 3 to 5 have no text". */
  notes?: string[];
};

/** How much one file may cost. */
export type FormatLimits = {
  /** Milliseconds that reading one file may take. */
  timeMs: number;
  /** Megabytes of memory that reading one file may take. */
  memoryMb: number;
  /** Pages of a PDF. */
  pages: number;
  /** UTF-16 code units of text. */
  textLength: number;
};

/**
 * Chosen so that no honest file comes near them: the longest of 78 real PDF minutes has 49 pages and is read in
 * two seconds, and council packs of reports run to some 1,500 pages.
 */
export const DEFAULT_LIMITS: FormatLimits = {
  timeMs: 60_000,
  memoryMb: 1024,
  pages: 5000,
  textLength: 20_000_000,
};
