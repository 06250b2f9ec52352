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

/** A number behind "page", or at the start or end of the line. */
const NUMBER_OF_PAGE = /(?<=\bp(?:age|g)?\.? ?)\d{1,4}\b|^\d{1,4}\b|\b\d{1,4}$/gi;

/**
 * Leaves out page numbers, and lines that stand at the same place on most pages with the same words, page numbers aside.
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
  const places = new Map<string, Line[]>();
  for (const line of pages.flatMap(edgesOf)) {
    for (const words of new Set(wordsOf(line))) {
      const known = places.get(words);
      if (known) known.push(line);
      else places.set(words, [line]);
    }
  }
  const least = Math.max(LEAST_PAGES, pages.length * SHARE);
  const repeated = new Set<Line>();
  for (const all of places.values()) {
    for (const line of all) {
      const same = all.filter(({ y }) => Math.abs(y - line.y) <= SAME_PLACE);
      if (new Set(same.map(({ page }) => page)).size >= least) repeated.add(line);
    }
  }
  return repeated;
}

function edgesOf({ lines }: LinedPage): Line[] {
  const down = [...lines].toSorted((a, b) => a.y - b.y);
  return [...new Set([...down.slice(0, EDGE_LINES), ...down.slice(-EDGE_LINES)])];
}

/** The words, and the words with what may be the page's number told by its distance from the page's place. */
function wordsOf({ text, page }: Line): [string, string] {
  const words = text.replaceAll(/\s+/g, " ");
  return [words, words.replaceAll(NUMBER_OF_PAGE, (digits) => `#${Number(digits) - page}`)];
}
