import { indentOf, splitBlocks } from "./blocks.ts";
import type { Block } from "./blocks.ts";
import { resolutionHeading, standaloneOutcome } from "./decisions.ts";
import { findItems, isTitle, oneLine, plainTitle } from "./items.ts";
import type { AgendaItem, Heading, Outcome, PassageKind, Span } from "./model.ts";
import { splitSentences, trimSpan } from "./sentences.ts";
import { speechCue } from "./speakers.ts";

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
/** Items that only run the meeting. */
const PROCEDURE_ITEM =
  /^(?:(?:members |those )?(?:present|attend(?:ance|ees))|in attendance|apologies|attendees|date[, ].*next meeting|next meeting|close of meeting|links?|recording|call to order|adjournment|roll call)\b/i;

/** A block with what it is. `kind` is undefined for lines that are no passage: titles, furniture, "Minutes:". */
export type Section = Block & {
  kind?: PassageKind;
  outcome?: Outcome;
  /** Index of the agenda item the block belongs to. */
  item: number;
};

export type Outline = { title: string; blocks: Block[]; items: AgendaItem[]; sections: Section[] };

type ItemBlock = Block & { item: number; heading: boolean };

/** Blocks cut where an agenda item begins inside them, and where a heading ends. */
function cutAtItems(
  text: string,
  blocks: readonly Block[],
  items: readonly AgendaItem[],
  headings: readonly Span[],
): ItemBlock[] {
  const cuts = [...items.map(({ start }) => start), ...headings.map(({ end }) => end)].toSorted(
    (a, b) => a - b,
  );
  const headingStarts = new Map(headings.map((heading) => [heading.start, heading.end]));
  let item = 0;
  let heading = -1;
  return blocks.flatMap((block) => {
    const inside = cuts.filter((cut) => cut > block.start && cut < block.end);
    const edges = [...new Set([block.start, ...inside, block.end])];
    return edges.slice(1).flatMap((edge, i): ItemBlock[] => {
      const span = trimSpan(text, { start: edges[i]!, end: edge });
      if (span.start >= span.end) return [];
      while (items[item + 1] && items[item + 1]!.start <= span.start) item++;
      heading = Math.max(heading, headingStarts.get(items[item]!.start) ?? -1);
      return [{ ...span, bullet: block.bullet && i === 0, item, heading: span.end <= heading }];
    });
  });
}

type Context = {
  text: string;
  items: readonly AgendaItem[];
  title: Span | undefined;
  hasMark: boolean;
};

/** What was said before decides what a block is: after "Minutes:" it is talk, after "RESOLVED:" a decision. */
type Reading = {
  inReport: boolean;
  /** The outcome that a line such as "RESOLVED:" gave to what follows. */
  heading: Outcome | undefined;
  /** How far that line is indented, where it is a bullet. */
  under: number | undefined;
  /** Nothing has followed it yet. */
  isOpen: boolean;
  item: number;
};

function classify(blocks: readonly ItemBlock[], context: Context): Section[] {
  const reading: Reading = {
    inReport: true,
    heading: undefined,
    under: undefined,
    isOpen: false,
    item: -1,
  };
  return blocks.map((whole, i) => {
    const { heading, ...block } = whole;
    if (block.item !== reading.item)
      Object.assign(reading, { heading: undefined, item: block.item });
    if (heading || block.start === context.title?.start) return block;
    return { ...block, ...kindOf(whole, i, context, reading) };
  });
}

type Kind = { kind?: PassageKind; outcome?: Outcome };

/** Lines that are no passage but tell what comes behind them; undefined for all others. */
function turnOf(words: string, reading: Reading, under: number | undefined): Kind | undefined {
  if (FURNITURE.test(words)) return {};
  if (MINUTES_MARK.test(words)) {
    Object.assign(reading, { inReport: false, heading: undefined });
    return {};
  }
  const resolution = resolutionHeading(words);
  if (!resolution) return undefined;
  Object.assign(reading, { heading: resolution, under, isOpen: true });
  return {};
}

/** The summary of the paper: all before "Minutes:" where that stands, else paragraphs that open as summaries do. */
function isReport(words: string, index: number, hasMark: boolean, reading: Reading): boolean {
  if (!reading.inReport) return false;
  return hasMark || (index > 0 && SUMMARY.test(words));
}

function spokenKind(words: string, block: Block, { text }: Context): Kind {
  const single = splitSentences(text, block).length <= 2;
  const outcome = single && !block.bullet ? standaloneOutcome(words) : undefined;
  return outcome ? { kind: "decision", outcome } : { kind: "discussion" };
}

/** Whether a block is no more of a resolution: it runs the meeting, somebody speaks, or its list has ended. */
function leavesResolution(words: string, indent: number | undefined, reading: Reading): boolean {
  const { under, isOpen } = reading;
  if (under !== undefined) return indent === undefined || indent <= under;
  if (isOpen || indent !== undefined) return false;
  return PROCEDURE.test(words) || speechCue(words)?.type === "name";
}

function kindOf(block: ItemBlock, index: number, context: Context, reading: Reading): Kind {
  const { text, items, hasMark } = context;
  const words = text.slice(block.start, block.end);
  const indent = block.bullet ? indentOf(text, block) : undefined;
  const turn = turnOf(words, reading, indent);
  if (turn) return turn;
  if (isReport(words, index, hasMark, reading)) return { kind: "report" };
  reading.inReport = hasMark && reading.inReport;
  if (leavesResolution(words, indent, reading)) reading.heading = undefined;
  reading.isOpen = false;
  if (reading.heading)
    return { kind: "decision", outcome: standaloneOutcome(words) ?? reading.heading };
  const procedure = PROCEDURE.test(words) || PROCEDURE_ITEM.test(items[block.item]!.title);
  return procedure ? { kind: "procedure" } : spokenKind(words, block, context);
}

const MARKDOWN_MARK = /^#{1,6}\s+/;
/** A heading this early is the title, even behind a line with the date. */
const TITLE_BLOCKS = 3;

/** The first heading among the opening lines, or else the first line that is no furniture, when it may be a title. */
function findTitle(
  text: string,
  blocks: readonly Block[],
): { block: Block; title: string } | undefined {
  const lines = blocks.map((block) => ({
    block,
    line: oneLine(text.slice(block.start, block.end)),
  }));
  const opening = lines.filter(({ line }) => !FURNITURE.test(line) && !MINUTES_MARK.test(line));
  const heading = opening.slice(0, TITLE_BLOCKS).find(({ line }) => MARKDOWN_MARK.test(line));
  const found = heading ?? opening[0];
  if (!found) return undefined;
  const title = plainTitle(found.line.replace(MARKDOWN_MARK, ""));
  return heading || isTitle(title) ? { block: found.block, title } : undefined;
}

/**
 * The structure of a text: its title, its agenda items, and each block with what it is.
 *
 * @param fallback the title where the text has none
 * @param marked headings that the source's format marks
 */
export function outline(text: string, fallback: string, marked: readonly Heading[] = []): Outline {
  const blocks = splitBlocks(text);
  const found = findTitle(text, blocks);
  const title = found?.title ?? fallback;
  const { items, headings } = findItems(text, blocks, title, marked);
  const hasMark = blocks.some((block) => MINUTES_MARK.test(text.slice(block.start, block.end)));
  const cut = cutAtItems(text, blocks, items, headings);
  return {
    title,
    blocks,
    items,
    sections: classify(cut, { text, items, title: found?.block, hasMark }),
  };
}
