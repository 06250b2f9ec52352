import type { Span } from "./model.ts";
import { readmittedAfter } from "./readmission.ts";

/** What must not be indexed before somebody has looked at it. */
export type HeldBack = Span & {
  /** A mark on the text itself, or a resolution to exclude the public from what follows. */
  kind: "mark" | "exclusion";
  /** The words that say so, as they stand in the text, and where. */
  marker: string;
  at: number;
};

type Line = Span & { words: string };

/** Lines at the top in which a mark is of the whole document: the title page. */
const OPENING_LINES = 25;
/** A longer line is a paragraph: there the words only speak of confidential matters. */
const LONGEST_HEADING = 140;
/** Less than this behind a resolution to exclude the public is no record of what was said in private. */
const LEAST_RECORD = 120;

/** "NOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A", "CONFIDENTIAL", "EXEMPT MINUTES", "Part 2 (Private)". */
const MARK = new RegExp(
  [
    /^\W*not for publication\b/,
    /^\W*(?:strictly )?(?:private (?:and|&) )?confidential(?: (?:minutes|report|appendix|item|items|business|session|annex)\b[^.]*|\W*)$/,
    /^\W*(?:contains )?exempt(?: (?:minutes?|report|appendix|item|items|business|session|annex|information|matters?)\b[^.]*| (?:under|by virtue of|as defined|within)\b.*|\W*)$/,
    /^\W*(?:this|the following) (?:document|report|minutes?|appendix|item)s? (?:is|are|contains?) (?:exempt|confidential|not for publication)\b/,
    /^\W*part (?:2|ii|two)\b(?! of\b)\W.{0,60}\b(?:private(?= (?:and|items?|session|business|minutes|meeting|part)|\W*$)|exempt|confidential|closed|not for publication|excluded|restricted)\b/,
    /[([](?:part (?:2|ii)\W+)?(?:exempt|confidential|not for publication|restricted)\b[^)\]]*[)\]]\W*$/,
    /^\W*\d*[.)]?\s*(?:exempt|confidential)\s*[-–—:]\s*\S/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "iu",
);
/** "PART 2" alone: of a meeting's private part only where the document says that it has one. */
const BARE_PART = /^\W*part (?:2|ii|two)\W*(?:items?|minutes|agenda|business)?\W*$/iu;
const HAS_PRIVATE_PART =
  /schedule 12a|section 100a|exempt (?:information|items?)|(?:exclu\w+ of the|press and) (?:press|public)/iu;

/** "There were no exempt items", "Exempt items: none". */
const NONE = /\b(?:no|not any|none|nil|without)\b/iu;

/** "RESOLVED that … the press and public be excluded from the meeting … Schedule 12A": what comes next was private. */
const EXCLUSION =
  /\b(?:press|public)\b[^.]{0,200}?\b(?:be|were|was) (?:now |then |hereby )?(?:excluded|asked to (?:leave|withdraw))\b|\b(?:resolved|agreed|that)\b[^.]{0,120}\bto exclude the (?:press|public)\b|\bexclusion of (?:the )?(?:press|public)[^.]{0,80}\b(?:was|were) (?:agreed|resolved|approved|carried)\b/giu;
const GROUNDS =
  /schedule 12a|100a|local government act|public bodies|admission to meetings|exempt|confidential/iu;
/** "may be excluded", "whether", "not be excluded": nothing was resolved. */
const UNDECIDED =
  /\b(?:may|might|could|if|whether|unless|not|no|never|should (?:the|it|members)|wish(?:es)? to|considers?|likely|power to|entitled)\b/iu;

/** How minutes end: nothing of this is a record. */
const CLOSING =
  /^\W*(?:(?:the )?meeting (?:was |then )?(?:closed|ended|finished|concluded|terminated|rose|commenced|started)\b.*|chair(?:man|person|woman)?\b.{0,60}|date\b.{0,40}|signed?\b.{0,60}|contact officer.*|page \d+.*|tel(?:ephone)?\b.*|e-?mail\b.*|duration.*|\d+|.{0,3})$/iu;

/**
 * The parts of a document that it says are exempt, confidential or not for publication; none where it says so of
 * nothing. A resolution to exclude the public holds back what follows it and nothing before, up to where the text says
 * plainly that the public came back. When in doubt more is held back: a person can let it through.
 */
export function heldBackParts(text: string): HeldBack[] {
  const parts: HeldBack[] = [];
  for (let from = 0; from < text.length;) {
    const part = nextPart(text, from);
    if (!part) break;
    parts.push(part);
    from = part.end;
  }
  return parts;
}

function nextPart(text: string, from: number): HeldBack | undefined {
  const found = [markedLine(text, from), afterExclusion(text, from)].filter(
    (one) => one !== undefined,
  );
  const [first] = found.toSorted((a, b) => a.start - b.start);
  if (!first || from > 0) return first;
  const opening = linesOf(text.slice(0, first.start));
  const whole = opening.length < OPENING_LINES && recordIn(opening) < LEAST_RECORD * 4;
  if (!whole) return first;
  return { ...first, start: 0, end: first.kind === "mark" ? text.length : first.end };
}

function markedLine(text: string, from: number): HeldBack | undefined {
  const lines = linesOf(text).filter(({ start }) => start >= from);
  const mayBePart = HAS_PRIVATE_PART.test(text);
  const at = lines.findIndex(({ words }, i) => {
    if (words.length > LONGEST_HEADING || NONE.test(words)) return false;
    if (!MARK.test(words) && !(mayBePart && BARE_PART.test(words))) return false;
    return !/^\W*(?:there (?:were|was|are) )?(?:no|none|nil)\b/i.test(lines[i + 1]?.words ?? "");
  });
  const line = lines[at];
  if (!line) return undefined;
  const end = readmittedAfter(text, line.end) ?? text.length;
  return { kind: "mark", start: line.start, end, marker: shown(line.words), at: line.start };
}

function afterExclusion(text: string, from: number): HeldBack | undefined {
  for (const match of text.matchAll(EXCLUSION)) {
    if (match.index < from) continue;
    const around = sentenceAround(text, match.index, match.index + match[0].length);
    const grounds = text.slice(around.start, around.end + 600);
    if (UNDECIDED.test(match[0]) || UNDECIDED.test(text.slice(around.start, match.index))) continue;
    if (!GROUNDS.test(grounds)) continue;
    const start = endOfParagraph(text, around.end);
    const back = readmittedAfter(text, start);
    const record = recordIn(linesOf(text.slice(start, back)));
    if (record < (back === undefined ? LEAST_RECORD : 1)) continue;
    const end = back ?? text.length;
    return { kind: "exclusion", start, end, marker: shown(match[0]), at: match.index };
  }
  return undefined;
}

function sentenceAround(text: string, from: number, to: number): Span {
  const before = text.slice(Math.max(0, from - 400), from);
  const opening = Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n\n"));
  const rest = text.slice(to, to + 800);
  const close = rest.search(/\.(?:\s|$)|\n\s*\n/);
  return {
    start: from - before.length + opening + 1,
    end: to + (close < 0 ? rest.length : close + 1),
  };
}

/** The next blank line, or the next line that opens with a capital or a number. */
function endOfParagraph(text: string, from: number): number {
  const rest = text.slice(from);
  const close = rest.search(/\n\s*\n|\n(?=\s*[\p{Lu}\d])/u);
  return close < 0 ? text.length : from + close;
}

/** Characters of lines that are more than how minutes end. */
function recordIn(lines: readonly Line[]): number {
  return lines.reduce((sum, { words }) => sum + (CLOSING.test(words) ? 0 : words.length), 0);
}

function linesOf(text: string): Line[] {
  return [...text.matchAll(/[^\n]+/g)].flatMap((match) => {
    const words = match[0].replace(/\s+/g, " ").trim();
    const line = { start: match.index, end: match.index + match[0].length, words };
    return words === "" ? [] : [line];
  });
}

function shown(words: string): string {
  const line = words.replace(/\s+/g, " ").replace(/^\W+/, "");
  return line.length > 60 ? `${line.slice(0, 60).replace(/\s\S*$/, "")} …` : line;
}
