import { compose, type Composed } from "./compose.ts";
import type { FormatLimits } from "./model.ts";
import { readingOrder } from "./pdf-columns.ts";
import { withoutFurniture } from "./pdf-furniture.ts";
import { readPdf, type PdfPage } from "./pdf-pages.ts";
import { paragraphsOf } from "./pdf-paragraphs.ts";

/** Characters that a font gives without saying which they are; a text of these is none. */
const UNREADABLE = /[\ufffd\ue000-\uf8ff\u0080-\u009f]/g;
const MOST_UNREADABLE = 0.2;

/**
 * The words of a PDF page by page, in reading order, without page headers, footers and numbers; words cut at line
 * ends are joined where the document shows that they are one. Throws the reason when it is encrypted, broken, a scan
 * without text, or its fonts do not say which characters they show. `notes` tells of pages without text.
 */
export async function pdfText(
  bytes: Uint8Array,
  limits: FormatLimits,
): Promise<Composed & { notes: string[] }> {
  const pages = await readPdf(bytes, limits);
  const lined = pages.map((page) => ({ ...page, lines: readingOrder(page) }));
  const composed = compose(paragraphsOf(withoutFurniture(lined)), pages.length);
  if (lined.every(({ lines }) => lines.length === 0)) throw new Error("is a scan without text");
  refuseUnreadable(composed.text);
  const empty = lined.filter(({ lines }) => lines.length === 0).map(({ number }) => number);
  return { ...composed, notes: [...emptyNotes(empty), ...slantedNotes(pages)] };
}

function refuseUnreadable(text: string): void {
  const letters = text.replaceAll(/\s/g, "").length;
  if ((text.match(UNREADABLE)?.length ?? 0) <= letters * MOST_UNREADABLE) return;
  throw new Error("has text that cannot be read: its fonts do not say which characters they show");
}

/** "pages 3 to 5 and 9 have no text" */
function emptyNotes(numbers: readonly number[]): string[] {
  if (numbers.length === 0) return [];
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else ranges.push([number, number]);
  }
  const named = ranges.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const list =
    named.length === 1 ? named[0] : `${named.slice(0, -1).join(", ")} and ${named.at(-1)}`;
  return [numbers.length === 1 ? `page ${list} has no text` : `pages ${list} have no text`];
}

function slantedNotes(pages: readonly PdfPage[]): string[] {
  const words = [...new Set(pages.flatMap(({ slanted }) => slanted))].join(" ").slice(0, 100);
  return words === "" ? [] : [`text at an angle is left out: "${words}"`];
}
