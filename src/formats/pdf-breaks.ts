import { median } from "./pdf-columns.ts";
import type { Line } from "./pdf-lines.ts";

export const BULLET = /^(?:[·•▪◦‣∙●○■□➢✓*–—-]|o)\s+\S/;
const NUMBER =
  /^(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,4})[.)]|\d{1,3}(?:\.\d{1,3})+)\s*\S/;
const SENTENCE_END = /[.:;!?][)’”"'\]]*$/;
/** With fewer gaps than this the usual one cannot be told, and is what word processors take. */
const LEAST_GAPS = 5;
/** With fewer lines, a column's margin is taken to be the document's. */
const LEAST_LINES = 3;
const USUAL_LEADING = 1.2;
const STARTS_LOW = /^\p{Ll}/u;
/** Gaps between lines, in usual ones: wider parts paragraphs, except inside a sentence, where loose lines go on. */
const WIDE = 1.3;
const LOOSE = 2.2;
const ELSEWHERE = Infinity;
/** A line that fills this much of its column and ends no sentence goes on, even where the next word had room. */
const NEARLY_FULL = 0.8;
/** Type this much larger than the body's is a heading's. */
export const LARGER = 1.15;
/** A font in which less than this share of the letters is set may be one for headings. */
const RARE_FONT = 0.3;

type Region = { left: number; right: number };

/** How a document is laid out: the size of its body's type, the usual step from line to line, its margins. */
export type Layout = {
  size: number;
  leading: number;
  /** By page and column. */
  regions: Map<string, Region>;
  /** The share of the letters that are set in a font. */
  share: (font: string) => number;
};

/** Learns the layout of a document from all its lines, in reading order. */
export function layoutOf(lines: readonly Line[]): Layout {
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
    leading: gaps.length < LEAST_GAPS ? size * USUAL_LEADING : commonest(gaps),
    regions: marginsOf(lines),
    share: (font) => (letters.get(font) ?? 0) / all,
  };
}

/** Null across pages. */
function gapBetween(before: Line | undefined, line: Line): number | null {
  return before?.page === line.page ? line.y - before.y : null;
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
  const whole = marginOf(lines);
  return new Map(
    [...regions].map(([name, all]) => [name, all.length < LEAST_LINES ? whole : marginOf(all)]),
  );
}

function marginOf(lines: readonly Line[]): Region {
  const rights = lines.map(({ right }) => right).toSorted((a, b) => b - a);
  return {
    left: lines.reduce((least, { x }) => Math.min(least, x), Infinity),
    right: rights[Math.floor(rights.length / 20)] ?? 0,
  };
}

/**
 * What stands between a run of lines that was joined so far and the next line: a space where it goes on, a line break
 * where the writer broke the line, a blank line between paragraphs.
 */
export function glueBetween(run: readonly Line[], line: Line, layout: Layout): string {
  const before = run.at(-1)!;
  const step = stepBetween(before, line, layout);
  const ended = SENTENCE_END.test(before.text);
  if (step <= WIDE) {
    if (before.region === line.region && goesOn(run, line, layout)) return " ";
    return isTyped(before, layout) || isTyped(line, layout) ? "\n\n" : "\n";
  }
  const mayGoOn = !ended && (step === ELSEWHERE || (step <= LOOSE && STARTS_LOW.test(line.text)));
  return mayGoOn && goesOn(run, line, layout) ? " " : "\n\n";
}

/** The gap between two lines, in usual ones; in another column, on another page or further up it is elsewhere. */
function stepBetween(before: Line, line: Line, { size, leading }: Layout): number {
  const gap = gapBetween(before, line);
  if (gap === null || gap < 0) return ELSEWHERE;
  return gap / (leading * Math.max(1, before.size / size, line.size / size));
}

/** Whether the edge of the page, and not the writer, broke the line: the next word had no room on it. */
function goesOn(run: readonly Line[], line: Line, layout: Layout): boolean {
  const before = run.at(-1)!;
  const ended = SENTENCE_END.test(before.text);
  if (startsItem(line, ended) || !isAlike(before, line)) return false;
  if (ended ? isNewStart(run, line, layout) : isOutdented(run, line, layout)) return false;
  const { left, right } = layout.regions.get(regionOf(before))!;
  if (before.right + line.firstWord + layout.size * 0.2 > right) return true;
  return !ended && before.right > left + (right - left) * NEARLY_FULL;
}

/** Whether a line behind a full stop is no tail of the paragraph: indented, outdented, or a title of few words. */
function isNewStart(run: readonly Line[], line: Line, layout: Layout): boolean {
  const isTitle = /^\p{Lu}/u.test(line.text) && line.text.split(" ").length <= 3;
  if (isTitle && !SENTENCE_END.test(line.text)) return true;
  const isIndented = line.x > run.at(-1)!.x + layout.size && !startsItem(run.at(-1)!, true);
  return isIndented || isOutdented(run, line, layout);
}

/** Whether a line begins left of its list item, or of a paragraph of several lines. */
function isOutdented(run: readonly Line[], line: Line, { size }: Layout): boolean {
  const before = run.at(-1)!;
  if (before.page !== line.page || before.region !== line.region) return false;
  if (STARTS_LOW.test(line.text)) return false;
  return line.x < before.x - size && (run.length > 1 || startsItem(before, true));
}

function startsItem({ text }: Line, ended: boolean): boolean {
  return BULLET.test(text) || (ended && NUMBER.test(text));
}

/** Whether two lines can be of one paragraph: no row of a table, the same size, no heading in other type (words in
 * italics inside a sentence are none). */
function isAlike(before: Line, line: Line): boolean {
  if (before.text.includes("\t") || line.text.includes("\t")) return false;
  if (Math.abs(before.size - line.size) > 0.1 * Math.max(before.size, line.size)) return false;
  if (before.font === line.font || !before.uniform || !line.uniform) return true;
  return STARTS_LOW.test(line.text) && !SENTENCE_END.test(before.text);
}

/** Whether the whole line is in the type of headings. */
export function isTyped(line: Line, { size, share }: Layout): boolean {
  return (
    line.size >= size * LARGER ||
    (line.uniform && line.size > size * 0.95 && share(line.font) < RARE_FONT)
  );
}

function commonest(values: number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}
