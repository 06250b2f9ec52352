import type { Line } from "./pdf-lines.ts";

export type LinedPage = { number: number; height: number; lines: Line[] };

/** Lines looked at from the top and from the bottom of each page. */
const EDGE_LINES = 3;
/** Points between places that count as the same. */
const SAME_PLACE = 6;
/** A header or footer stands on this share of the pages (every second page in some books) and on three at least. */
const SHARE = 0.4;
const LEAST_PAGES = 3;
/** Part of the page's height, at the top and bottom, where page numbers stand. */
const MARGIN = 0.12;
const PAGE_NUMBER =
  /^(?:page|p\.?)?\s*[-–—|[(]?\s*(\d{1,4})\s*[-–—|\])]?(?:\s*(?:of|\/)\s*\d{1,4})?$/i;

/**
 * Leaves out page numbers, and lines that stand at the same place on most pages with the same words, numbers aside.
 * On the first page a header stays once: it is often the only title.
 */
export function withoutFurniture(pages: readonly LinedPage[]): LinedPage[] {
  const repeated = repeatedLines(pages);
  return pages.map((page, index) => ({
    ...page,
    lines: page.lines.filter((line) => {
      if (isPageNumber(line, page)) return false;
      if (!repeated.has(line)) return true;
      return index === 0 && line.y < page.height / 2 && !/\bpage \d+\b/i.test(line.text);
    }),
  }));
}

function isPageNumber(line: Line, { number, height, lines }: LinedPage): boolean {
  const atEdge = line.y < height * MARGIN || line.y > height * (1 - MARGIN);
  const match = atEdge ? PAGE_NUMBER.exec(line.text) : null;
  if (!match) return false;
  const outermost = lines.every(({ y }) => (line.y < height / 2 ? y >= line.y : y <= line.y));
  return outermost && (Number(match[1]) === number || /^p|of|\//i.test(line.text));
}

function repeatedLines(pages: readonly LinedPage[]): Set<Line> {
  const places = new Map<string, { line: Line; page: number }[]>();
  for (const page of pages) {
    for (const line of edgesOf(page)) {
      const known = places.get(wordsOf(line)) ?? [];
      places.set(wordsOf(line), [...known, { line, page: page.number }]);
    }
  }
  const least = Math.max(LEAST_PAGES, pages.length * SHARE);
  const repeated = new Set<Line>();
  for (const all of places.values()) {
    for (const { line } of all) {
      const same = all.filter((other) => Math.abs(other.line.y - line.y) <= SAME_PLACE);
      if (new Set(same.map(({ page }) => page)).size >= least) repeated.add(line);
    }
  }
  return repeated;
}

function edgesOf({ lines }: LinedPage): Line[] {
  const down = [...lines].toSorted((a, b) => a.y - b.y);
  return [...new Set([...down.slice(0, EDGE_LINES), ...down.slice(-EDGE_LINES)])];
}

/** The words with every number alike. */
function wordsOf({ text }: Line): string {
  return text.replaceAll(/\d+/g, "#").replaceAll(/\s+/g, " ");
}
