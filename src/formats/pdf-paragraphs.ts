import type { Part } from "./compose.ts";
import { median } from "./pdf-columns.ts";
import type { LinedPage } from "./pdf-furniture.ts";
import { hyphensOf, type Hyphens } from "./pdf-hyphens.ts";
import type { Line } from "./pdf-lines.ts";

const BULLET = /^(?:[·•▪◦‣∙●○■□➢✓*–—-]|o)\s+\S/;
const NUMBER =
  /^(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+)\s*\S/;
const SENTENCE_END = /[.:;!?][)’”"'\]]*$/;
/** A gap between lines this many times the usual one parts paragraphs. */
const WIDE_GAP = 1.3;
/** A line that fills this much of its column and ends no sentence goes on, even where the next word had room. */
const NEARLY_FULL = 0.8;
const LONGEST_HEADING = 120;
/** Type this much larger than the body's is a heading's. */
const LARGER = 1.15;
const MUCH_LARGER = 1.5;
/** A font in which less than this share of the letters is set may be one for headings. */
const RARE_FONT = 0.3;

type Style = { size: number; leading: number; share: (font: string) => number };
type Region = { left: number; right: number };
type Run = { lines: Line[]; glue: string };

/**
 * The lines of a document as parts of its text: lines that the edge of the page broke are joined by a space, lists,
 * tables and headings keep their lines, wider gaps become blank lines. Lines that stand alone in larger or other
 * type are headings.
 */
export function paragraphsOf(pages: readonly LinedPage[]): Part[] {
  const lines = pages.flatMap((page) => page.lines);
  const style = styleOf(lines);
  const hyphens = hyphensOf(lines.map(({ text }) => text));
  const margins = marginsOf(lines);
  const runs: Run[] = [];
  for (const [i, line] of lines.entries()) {
    const before = lines[i - 1];
    const glue = before ? glueBetween(before, line, margins.get(regionOf(before))!, style) : "";
    if (glue === " ") runs.at(-1)!.lines.push(line);
    else runs.push({ lines: [line], glue });
  }
  return runs.flatMap((run, i) => partsOf(run, runs[i + 1]?.glue ?? "\n\n", style, hyphens));
}

/** A run that goes on over pages is a part for each page, so that pages can be told. */
function partsOf({ lines, glue }: Run, next: string, style: Style, hyphens: Hyphens): Part[] {
  const heading = glue !== "\n" && next !== "\n" ? headingLevel(lines, style) : null;
  const parts: Part[] = [];
  for (const { text, page } of lines) {
    const last = parts.at(-1);
    const joined = last ? hyphens(last.text, text) : null;
    if (!last) parts.push({ text, glue: glue || "\n\n", page });
    else if (last.page === page) last.text = joined ?? `${last.text} ${text}`;
    else if (joined === null) parts.push({ text, glue: " ", page });
    else {
      last.text = joined.slice(0, joined.length - text.length);
      parts.push({ text, glue: "", page });
    }
  }
  return heading === null || parts.length > 1 ? parts : [{ ...parts[0]!, heading }];
}

function styleOf(lines: readonly Line[]): Style {
  const letters = new Map<string, number>();
  let all = 0;
  for (const { font, text } of lines) {
    letters.set(font, (letters.get(font) ?? 0) + text.length);
    all += text.length;
  }
  const size = median(lines.flatMap((line) => new Array<number>(line.text.length).fill(line.size)));
  const gaps = lines.flatMap((line, i) => {
    const gap = gapBetween(lines[i - 1], line);
    return gap !== null && gap > 0 && Math.abs(line.size - size) < 1
      ? [Math.round(gap * 2) / 2]
      : [];
  });
  return {
    size,
    leading: commonest(gaps) || size * 1.2,
    share: (font) => (letters.get(font) ?? 0) / all,
  };
}

/** Null across pages and columns. */
function gapBetween(before: Line | undefined, line: Line): number | null {
  return before && regionOf(before) === regionOf(line) ? line.y - before.y : null;
}

function regionOf({ page, region }: Line): string {
  return `${page} ${region}`;
}

/** Where the lines of each region begin and end; one overlong line in twenty does not count. */
function marginsOf(lines: readonly Line[]): Map<string, Region> {
  const regions = new Map<string, Line[]>();
  for (const line of lines) {
    const known = regions.get(regionOf(line));
    if (known) known.push(line);
    else regions.set(regionOf(line), [line]);
  }
  return new Map([...regions].map(([name, all]) => [name, marginOf(all)]));
}

function marginOf(lines: readonly Line[]): Region {
  const rights = lines.map(({ right }) => right).toSorted((a, b) => b - a);
  return {
    left: Math.min(...lines.map(({ x }) => x)),
    right: rights[Math.floor(rights.length / 20)]!,
  };
}

function glueBetween(before: Line, line: Line, region: Region, style: Style): string {
  const gap = gapBetween(before, line);
  if (gap !== null && isWide(gap, before, line, style)) return "\n\n";
  if (goesOn(before, line, region, style)) {
    const ended = SENTENCE_END.test(before.text);
    if (gap === null) return ended ? "\n\n" : " ";
    const isIndented = ended && line.x > before.x + style.size && !startsItem(before, true);
    if (!isIndented) return " ";
  }
  if (gap === null) return "\n\n";
  return isTyped(before, style) || isTyped(line, style) ? "\n\n" : "\n";
}

/** Also where the text leaps back up the page. */
function isWide(gap: number, before: Line, line: Line, { size, leading }: Style): boolean {
  const scale = Math.max(1, before.size / size, line.size / size);
  return gap < 0 || gap > WIDE_GAP * leading * scale;
}

/** Whether the edge of the page, and not the writer, broke the line: the next word had no room on it. */
function goesOn(before: Line, line: Line, { left, right }: Region, { size }: Style): boolean {
  const ended = SENTENCE_END.test(before.text);
  if (startsItem(line, ended) || !isAlike(before, line)) return false;
  if (before.right + line.firstWord + size * 0.2 > right) return true;
  return !ended && before.right > left + (right - left) * NEARLY_FULL;
}

function startsItem({ text }: Line, ended: boolean): boolean {
  return BULLET.test(text) || (ended && NUMBER.test(text));
}

/** Whether two lines can be of one paragraph: no row of a table, the same size, no heading in other type. */
function isAlike(before: Line, line: Line): boolean {
  if (before.text.includes("\t") || line.text.includes("\t")) return false;
  if (Math.abs(before.size - line.size) > 0.1 * Math.max(before.size, line.size)) return false;
  return before.font === line.font || !before.uniform || !line.uniform;
}

/** Whether the whole line is in the type of headings. */
function isTyped(line: Line, { size, share }: Style): boolean {
  return (
    line.size >= size * LARGER ||
    (line.uniform && line.size > size * 0.95 && share(line.font) < RARE_FONT)
  );
}

function headingLevel(lines: readonly Line[], style: Style): number | null {
  const text = lines.map((line) => line.text).join(" ");
  const isShort = lines.length <= 2 && text.length <= LONGEST_HEADING;
  if (!isShort || /[.;,]$|\t/.test(text) || !/^[^\p{Ll}]*\p{Lu}/u.test(text)) return null;
  if (BULLET.test(text) || !lines.every((line) => isTyped(line, style))) return null;
  const size = Math.max(...lines.map((line) => line.size)) / style.size;
  if (size >= MUCH_LARGER) return 1;
  return size >= LARGER ? 2 : 3;
}

function commonest(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}
