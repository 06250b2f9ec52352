import type { Heading } from "../minutes/model.ts";

const FENCE = /^ {0,3}(?:```|~~~)/;
const HASHES = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*\r?$/;
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*\r?$/;
const PROSE = /^ {0,3}[^\s>#|*+-]/;

/** The headings of a Markdown text, `## so` and underlined; the span is of the words, without the marks. */
export function markdownHeadings(text: string): Heading[] {
  const headings: Heading[] = [];
  let fenced = false;
  let before: { start: number; line: string } | null = null;
  for (const { 0: line, index: start } of text.matchAll(/[^\n]+|(?<=\n)(?=\n)/g)) {
    if (FENCE.test(line)) fenced = !fenced;
    else if (!fenced) headings.push(...headingAt(line, start, before));
    before = fenced || !PROSE.test(line) ? null : { start, line };
  }
  return headings;
}

function headingAt(
  line: string,
  start: number,
  before: { start: number; line: string } | null,
): Heading[] {
  const [, hashes, words] = HASHES.exec(line) ?? [];
  if (hashes && words) {
    const from = start + line.indexOf(words, line.indexOf(hashes) + hashes.length);
    return [{ start: from, end: from + words.length, level: hashes.length }];
  }
  const mark = before && UNDERLINE.exec(line)?.[1];
  if (!mark) return [];
  const from = before.start + before.line.length - before.line.trimStart().length;
  return [{ start: from, end: from + before.line.trim().length, level: mark[0] === "=" ? 1 : 2 }];
}
