import type { Heading, Page } from "../minutes/model.ts";
import type { Extracted } from "./model.ts";

/** A piece of the text to be: a paragraph, a line of a list or table, a heading. */
export type Part = {
  text: string;
  /** What stands between this part and the one before. */
  glue: string;
  /** Level, where it is a heading. */
  heading?: number;
  /** The page it stands on, from 1. */
  page?: number;
};

export type Composed = Pick<Extracted, "text"> & { headings: Heading[]; pages: Page[] };

/** Puts the parts into one text; `pageCount` pages, those without parts with an empty span. */
export function compose(parts: readonly Part[], pageCount = 0): Composed {
  const chunks: string[] = [];
  const headings: Heading[] = [];
  const starts = new Map<number, number>();
  let length = 0;
  for (const { text, glue, heading, page } of parts) {
    const between = length === 0 ? "" : glue;
    const start = length + between.length;
    chunks.push(between, text);
    length = start + text.length;
    if (heading !== undefined) headings.push({ start, end: length, level: heading });
    if (page !== undefined && !starts.has(page)) starts.set(page, start);
  }
  return { text: chunks.join(""), headings, pages: pageSpans(starts, pageCount, length) };
}

/** A page ends where the next one with text begins, so that the pages cover the text. */
function pageSpans(starts: Map<number, number>, pageCount: number, length: number): Page[] {
  const pages: Page[] = [];
  let next = length;
  for (let number = pageCount; number >= 1; number--) {
    const start = starts.get(number) ?? next;
    pages.unshift({ number, start, end: next });
    next = start;
  }
  return pages;
}
