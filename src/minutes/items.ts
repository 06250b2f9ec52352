import type { Block } from "./blocks.ts";
import { resolutionHeading } from "./decisions.ts";
import type { AgendaItem, Heading, Span } from "./model.ts";
import { trimSpan } from "./sentences.ts";

/** A longer line is a paragraph and not a title. */
const LONGEST_TITLE = 160;

/** Whether a line may be a title: short, with a capital, no sentence. */
export function isTitle(line: string): boolean {
  return line.length <= LONGEST_TITLE && !/[.;:,]$/.test(line) && /\p{Lu}/u.test(line);
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** An item with its heading, where the heading is a line of its own that belongs to no passage. */
type Opening = { start: number; title: string; number?: string; heading?: Span };

/** A number that opens an agenda item: "4. Police Report. The report…", "10.Bowling Green – …"; "1. That the report be noted" is a point of a resolution. */
const ITEM_NUMBER = /(?:^|(?<=[\s.]))(\d{1,3})\.\s?(?=\p{Lu})(?!That\b)/gu;
/** The title ends at the first full stop, dash or colon, or with the line. */
const ITEM_TITLE = /^[^\n.:–—]{2,100}?(?=\s*(?:[.:–—]|\s-\s|-\s|\n|$))/;
/** Fewer numbers in a row may be a list within a paragraph. */
const LEAST_NUMBERED = 3;

/** Agenda items numbered 1, 2, 3… in order, the first at the start of a line. */
function numberedOpenings(text: string): Opening[] {
  const items: Opening[] = [];
  for (const match of text.matchAll(ITEM_NUMBER)) {
    if (Number(match[1]) !== items.length + 1) continue;
    if (
      items.length === 0 &&
      !/(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, match.index - 80), match.index))
    )
      continue;
    const after = match.index + match[0].length;
    const title = ITEM_TITLE.exec(text.slice(after, after + 120))?.[0];
    if (title) items.push({ start: match.index, title: oneLine(title) });
  }
  return items.length >= LEAST_NUMBERED ? items : [];
}

/** Markdown's `## Title`, and a title underlined with === or ---. */
const MARKDOWN_HEADING = /^ {0,3}(#{1,6})[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*$/gm;

function markdownOpenings(text: string): Opening[] {
  return [...text.matchAll(MARKDOWN_HEADING)].map((match) => ({
    start: match.index,
    title: oneLine(plainTitle(match[2]!)),
    heading: { start: match.index, end: match.index + match[0].length },
  }));
}

/** A title without the marks of links and emphasis. */
export function plainTitle(title: string): string {
  return title
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}/g, "");
}

/** Headings but those that open a resolution: "RESOLVED" in bold is no agenda item. */
function markedOpenings(text: string, headings: readonly Heading[]): Opening[] {
  return headings.flatMap((span) => {
    const heading = trimSpan(text, span);
    const words = oneLine(text.slice(heading.start, heading.end));
    if (resolutionHeading(words)) return [];
    const { number } = span;
    const title = number === undefined ? words : afterNumber(words, number);
    if (title === "") return [];
    return [{ start: heading.start, title, ...(number !== undefined && { number }), heading }];
  });
}

/** The words of a heading behind the number with which it begins. */
function afterNumber(words: string, number: string): string {
  if (!words.startsWith(number)) return words;
  return words.slice(number.length).replace(/^[.):]?\s*/, "") || words;
}

/** Lines in capitals that stand alone: "LIAISON REPORT". */
function capitalOpenings(text: string, blocks: readonly Block[]): Opening[] {
  return blocks.flatMap((block) => {
    const line = oneLine(text.slice(block.start, block.end));
    const letters = line.replace(/[^\p{L}]/gu, "");
    const capitals = letters.length >= 5 && letters === letters.toUpperCase() && line.length <= 80;
    if (
      !capitals ||
      block.bullet ||
      !isTitle(line) ||
      /^(?:RESOLVED|AGREED|NOTED|DECISION|CARRIED|LOST|AGAINST|ABSTAIN|ABSTENTIONS?|IN FAVOU?R)\b/.test(
        line,
      )
    )
      return [];
    return [{ start: block.start, title: line, heading: { start: block.start, end: block.end } }];
  });
}

/** A number inside a heading that is marked anyway opens no second item. */
function merge(marked: readonly Opening[], numbered: readonly Opening[]): Opening[] {
  const apart = numbered.filter(
    ({ start }) =>
      !marked.some(({ heading }) => heading && heading.start <= start && start < heading.end),
  );
  return [...marked, ...apart].toSorted((a, b) => a.start - b.start);
}

export type Items = { items: AgendaItem[]; headings: Span[] };

/**
 * The agenda items of a text, from its first character to its last: headings that the format marks, Markdown headings,
 * numbered items, or else lines in capitals. Without any the whole text is one item under the document's title.
 */
export function findItems(
  text: string,
  blocks: readonly Block[],
  title: string,
  marked: readonly Heading[],
): Items {
  const structure = merge(
    [...markedOpenings(text, marked), ...(marked.length > 0 ? [] : markdownOpenings(text))],
    numberedOpenings(text),
  );
  const capitals =
    structure.length > 0
      ? []
      : capitalOpenings(text, blocks).filter((opening) => opening.title !== title);
  const openings = structure.length > 0 ? structure : capitals;
  const starts: Opening[] =
    openings[0]?.start === 0 ? openings : [{ start: 0, title }, ...openings];
  const items = starts.map((opening, i) => ({
    title: opening.title,
    ...(opening.number !== undefined && { number: opening.number }),
    start: opening.start,
    end: starts[i + 1]?.start ?? text.length,
  }));
  return { items, headings: starts.flatMap(({ heading }) => heading ?? []) };
}
