import type { Span } from "./model.ts";
import { trimSpan } from "./sentences.ts";

/** A paragraph, a bullet, or a line of its own. `start` is after the bullet mark; `mark` tells there was one. */
export type Block = Span & { bullet: boolean };

/** Bullet marks of Word, ModernGov and Markdown, with the spaces (often NBSP) behind them. */
const BULLET = /^[\s]*(?:[·•▪◦‣∙●○*–—-]|o(?=\s{2})|\(?[a-z]\)|\(?[ivx]{1,4}\)|[a-z]\.(?=\s{2}))\s+/;
const NUMBERED = /^\s*\d{1,3}(?:\.\d{1,3})*[.)]\s*\S/;
const SENTENCE_END = /[.:;!?][)’”"']*\s*$/;
/** A line this long may have been broken by the page's edge rather than by its writer. */
const WRAPPED_LINE = 55;

/** "A. Report of the clerk": an entry of a lettered list, or a name that the page's edge broke ("Councillor / A. Smith"). */
const LETTERED = /^\s*([A-Za-z])[.)]\s+\S/;

type Line = Span & { text: string };

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n\r\f\v\u2028\u2029]+/g)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

/** The lines that open entries of lettered lists: those whose letters follow one another, from "A" on. */
function lettered(lines: readonly Line[]): ReadonlySet<Line> {
  const entries = new Set<Line>();
  let before: { line: Line; letter: string } | undefined;
  for (const line of lines) {
    const letter = LETTERED.exec(line.text)?.[1];
    if (letter === undefined) continue;
    if (before && letter.charCodeAt(0) === before.letter.charCodeAt(0) + 1)
      if (entries.has(before.line) || /a/i.test(before.letter)) entries.add(before.line).add(line);
    before = { line, letter };
  }
  return entries;
}

/** Whether `line` goes on with the sentence that the page's edge broke in `before`. */
function isContinuation(text: string, before: Line, line: Line): boolean {
  const adjacent = /^\r?\n$/.test(text.slice(before.end, line.start));
  if (!adjacent || BULLET.test(line.text) || NUMBERED.test(line.text)) return false;
  if (SENTENCE_END.test(before.text)) return false;
  return before.text.trim().length >= WRAPPED_LINE || /^\s*\p{Ll}/u.test(line.text);
}

/** White space before a block's line, its bullet mark not counted. */
export function indentOf(text: string, { start }: Span): number {
  const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  return /^\s*/.exec(line)![0].length;
}

function toBlock(text: string, lines: Line[]): Block {
  const first = lines[0]!;
  const mark = BULLET.exec(first.text)?.[0].length ?? 0;
  const span = trimSpan(text, { start: first.start + mark, end: lines.at(-1)!.end });
  return { ...span, bullet: mark > 0 };
}

/** The text's paragraphs and bullets, in order, trimmed; lines broken by the page's edge are joined. Bullet marks are left out. */
export function splitBlocks(text: string): Block[] {
  const groups: Line[][] = [];
  const lines = linesOf(text);
  const entries = lettered(lines);
  for (const line of lines) {
    if (line.text.trim() === "") continue;
    const before = groups.at(-1)?.at(-1);
    if (before && !entries.has(line) && isContinuation(text, before, line))
      groups.at(-1)!.push(line);
    else groups.push([line]);
  }
  return groups.map((group) => toBlock(text, group)).filter((block) => block.start < block.end);
}
