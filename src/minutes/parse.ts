import { splitBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { resolutionHeading, standaloneOutcome } from "./decisions.ts";
import type { AgendaItem, Document, DocumentFacts, Heading, Outcome, Page, PassageKind } from "./model.ts";
import { splitSentences, trimSpan } from "./sentences.ts";

export type SourceText = {
  id: string;
  source: string;
  sha256: string;
  text: string;
  facts: DocumentFacts;
  /** Where the source has pages. */
  pages?: readonly Page[];
  /** Headings that the source's format marks, in order. */
  headings?: readonly Heading[];
};

/** Lines that belong to the web page and not to the meeting. */
const FURNITURE =
  /^(?:skip to (?:main )?content|agenda item|supporting documents|share this (?:page|item)|print this page|back to top|meeting documents|accessibility|cookies?(?: policy)?|home|search|menu|contact us)\s*:?$/i;
/** The line behind which a page gives the minutes themselves, after the paper's own summary. */
const MINUTES_MARK = /^(?:minutes|discussion|minutes of the item)\s*:?$/i;
/** How the summary of a paper opens where no line says that the minutes begin. */
const SUMMARY =
  /^(?:this (?:report|paper|item|briefing|update) (?!was|were|had)|(?:the )?(?:purpose|aim) of (?:this|the) (?:report|paper)|to (?:receive|consider|note|approve|agree|review|discuss|confirm|report)\b|report of the\b|(?:attached|enclosed)\b)/i;
const PROCEDURE =
  /^(?:(?:the|this) (?:meeting|session|committee|cabinet|board|panel|sub-committee|council) (?:was |then )?(?:adjourned|resumed|reconvened|closed|ended|started|began|commenced|opened|concluded|finished|rose)\b|(?:[^.]{0,80} )?thanked [^.]{1,120} for (?:his|her|their|its) (?:attendance|presentation|time|report|work|contribution)\b[^.]*\.?$|apologies\b|(?:there were )?no (?:declarations|apologies)\b|(?:the )?date(?:, time and place)? of (?:the )?next meeting|next meeting|(?:\d+\.?\s*)?(?:members )?present\b|in attendance\b|meeting (?:closed|ended|started)\b)/i;
/** A longer line is a paragraph and not a title. */
const LONGEST_TITLE = 160;

/** A block with what it is. `kind` is undefined for lines that are no passage: titles, furniture, "Minutes:". */
export type Section = Block & {
  kind?: PassageKind;
  outcome?: Outcome;
  /** Index of the agenda item the block belongs to. */
  item: number;
};

export type Outline = { title: string; items: AgendaItem[]; sections: Section[] };

function isTitle(line: string): boolean {
  return line.length <= LONGEST_TITLE && !/[.;:,]$/.test(line) && /\p{Lu}/u.test(line);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A number that opens an agenda item: "4. Police Report. The report…", "10.Bowling Green – …". */
const ITEM_NUMBER = /(?:^|(?<=[\s.]))(\d{1,3})\.\s?(?=\p{Lu})/gu;
/** The title ends at the first full stop, dash or colon, or with the line. */
const ITEM_TITLE = /^[^\n.:–—]{2,100}?(?=\s*(?:[.:–—]|\s-\s|-\s|\n|$))/;

/** Starts of agenda items numbered 1, 2, 3… in order; empty where the text has no such numbering (three at least). */
function numberedItems(text: string): { start: number; title: string }[] {
  const items: { start: number; title: string }[] = [];
  for (const match of text.matchAll(ITEM_NUMBER)) {
    if (Number(match[1]) !== items.length + 1) continue;
    if (items.length === 0 && !/(?:^|\n)\s*$/.test(text.slice(0, match.index))) continue;
    const after = match.index + match[0].length;
    const title = ITEM_TITLE.exec(text.slice(after, after + 120))?.[0];
    if (title) items.push({ start: match.index, title: oneLine(title) });
  }
  return items.length >= 3 ? items : [];
}

function agendaItems(text: string, title: string): AgendaItem[] {
  const numbered = numberedItems(text);
  const starts = numbered[0]?.start === 0 ? numbered : [{ start: 0, title }, ...numbered];
  return starts.map((item, i) => ({ ...item, end: starts[i + 1]?.start ?? text.length }));
}

type ItemBlock = Block & { item: number };

/** Blocks cut where an agenda item begins inside them. */
function cutAtItems(text: string, blocks: readonly Block[], items: readonly AgendaItem[]): ItemBlock[] {
  return blocks.flatMap((block) =>
    items.flatMap((item, index) => {
      const start = Math.max(block.start, item.start);
      const span = trimSpan(text, { start, end: Math.min(block.end, item.end) });
      const bullet = block.bullet && start === block.start;
      return span.start < span.end ? [{ ...span, bullet, item: index }] : [];
    }),
  );
}

function classify(text: string, blocks: readonly ItemBlock[], titleAt: number): Section[] {
  const hasMark = blocks.some((block) => MINUTES_MARK.test(text.slice(block.start, block.end)));
  let inReport = true;
  let heading: Outcome | undefined;
  return blocks.map((block, i) => {
    const words = text.slice(block.start, block.end);
    if (FURNITURE.test(words) || block.start === titleAt) return block;
    if (MINUTES_MARK.test(words)) {
      inReport = false;
      return block;
    }
    const resolution = resolutionHeading(words);
    if (resolution) {
      heading = resolution;
      return block;
    }
    if (hasMark ? inReport : inReport && i > 0 && SUMMARY.test(words)) return { ...block, kind: "report" };
    inReport = hasMark && inReport;
    if (heading) return { ...block, kind: "decision", outcome: standaloneOutcome(words) ?? heading };
    return { ...block, ...kindOf(text, block) };
  });
}

function kindOf(text: string, block: Block): { kind: PassageKind; outcome?: Outcome } {
  const words = text.slice(block.start, block.end);
  if (PROCEDURE.test(words)) return { kind: "procedure" };
  const single = splitSentences(text, block).length <= 2;
  const outcome = single && !block.bullet ? standaloneOutcome(words) : undefined;
  return outcome ? { kind: "decision", outcome } : { kind: "discussion" };
}

/** The structure of a text: its title, its agenda items, and each block with what it is. */
export function outline(text: string, fallbackTitle: string): Outline {
  const blocks = splitBlocks(text);
  const titleBlock = blocks.find((block) => {
    const line = text.slice(block.start, block.end);
    return !FURNITURE.test(line) && !MINUTES_MARK.test(line);
  });
  const line = titleBlock && oneLine(text.slice(titleBlock.start, titleBlock.end));
  const title = line && isTitle(line) ? line : fallbackTitle;
  const items = agendaItems(text, title);
  const titleAt = title === line ? titleBlock!.start : -1;
  return { title, items, sections: classify(text, cutAtItems(text, blocks, items), titleAt) };
}

/** Reads a text along its own structure. What the text does not say stays unknown: `facts` are kept as given. */
export function parseDocument({ facts, pages: _pages, headings: _headings, ...source }: SourceText): Document {
  const { title, items } = outline(source.text, source.source);
  return { ...facts, ...source, title, items };
}
