import { createHash } from "node:crypto";
import { attributeSpeakers } from "./attribute.ts";
import { findDecisions } from "./find-decisions.ts";
import type { Document, Page, Passage, Sentence, Span } from "./model.ts";
import { markedLists } from "./marked-lists.ts";
import type { InList } from "./marked-lists.ts";
import { outline } from "./outline.ts";
import type { Outline, Section } from "./outline.ts";
import { peopleListed } from "./people.ts";
import { splitSentences, trimSpan } from "./sentences.ts";
import { withVoteRecords } from "./vote-records.ts";

/** Names the rules by which passages are cut; an index built by other rules must be rebuilt. */
export const PASSAGE_RULES = "18";

export type TokenBudget = {
  /** Word pieces of a text, the model's special tokens counted. */
  countTokens: (text: string) => number;
  /** The most word pieces a passage may have, with its opening. */
  maxTokens: number;
  /** What stands before a passage when it is embedded: its context line and lead-in. */
  opening?: (item: string, leadIn: string) => string;
};

/** An opening may take this part of the window at the most; a longer one leaves room for the text all the same. */
const OPENING_SHARE = 0.5;

/** What is left of the window behind an opening. */
function roomBehind(
  { countTokens, maxTokens, opening }: TokenBudget,
  item: string,
  leadIn: string,
): TokenBudget {
  if (!opening) return { countTokens, maxTokens };
  const taken = Math.min(countTokens(opening(item, leadIn)), maxTokens * OPENING_SHARE);
  return { countTokens, maxTokens: Math.floor(maxTokens - taken) };
}

type Draft = { section: Section; sentences: Sentence[]; list: InList | undefined };

/** The sentence that a bullet completes: the last one before the list, when it ends in a colon. */
function leadIns(text: string, sections: readonly Section[]): (Span | undefined)[] {
  let lead: Span | undefined;
  return sections.map((section) => {
    if (section.bullet) return lead;
    lead = undefined;
    const opens = section.kind && text.charAt(section.end - 1) === ":";
    if (opens) lead = splitSentences(text, section).at(-1);
    return undefined;
  });
}

/** Cuts one over-long sentence at word ends into pieces that fit; a sentence that fits comes back whole. */
function fitSentence(
  text: string,
  sentence: Span,
  { countTokens, maxTokens }: TokenBudget,
): Span[] {
  if (countTokens(text.slice(sentence.start, sentence.end)) <= maxTokens) return [sentence];
  const middle = Math.floor((sentence.start + sentence.end) / 2);
  const space = text.lastIndexOf(" ", middle);
  const cut = space > sentence.start ? space + 1 : wholeCharacter(text, middle);
  const halves = [
    { start: sentence.start, end: cut },
    { start: cut, end: sentence.end },
  ];
  return halves
    .map((half) => trimSpan(text, half))
    .filter((half) => half.start < half.end)
    .flatMap((half) => fitSentence(text, half, { countTokens, maxTokens }));
}

/** Never between the halves of a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at + 1 : at;
}

/** Runs of sentences that fit the budget, split as evenly as whole sentences allow. */
function fitRuns(text: string, sentences: readonly Sentence[], budget: TokenBudget): Sentence[][] {
  const first = sentences[0];
  const last = sentences.at(-1);
  if (!first || !last) return [];
  if (sentences.length === 1) return [[first]];
  if (budget.countTokens(text.slice(first.start, last.end)) <= budget.maxTokens)
    return [[...sentences]];
  const middle = (first.start + last.end) / 2;
  const half = Math.max(
    1,
    sentences.findIndex((sentence) => sentence.end > middle),
  );
  return [
    ...fitRuns(text, sentences.slice(0, half), budget),
    ...fitRuns(text, sentences.slice(half), budget),
  ];
}

/** Whether a sentence is no more than the number and title of its agenda item. */
function isHeading(sentence: string, title: string): boolean {
  const words = sentence
    .replace(/\s+/g, " ")
    .replace(/^\(?[\d.]+[.)]\s*/, "")
    .replace(/[\s.:–—-]+$/, "");
  return words === title;
}

function drafts(text: string, { items, sections }: Outline, budget: TokenBudget): Draft[] {
  const leads = leadIns(text, sections);
  const rooms = sections.map(({ item }, i) => {
    const lead = leads[i];
    return roomBehind(budget, items[item]!.title, lead ? text.slice(lead.start, lead.end) : "");
  });
  const paragraphs = sections.map((section, i) => {
    const spans = section.kind ? splitSentences(text, section) : [];
    const sentences = spans.flatMap((span) => fitSentence(text, span, rooms[i]!));
    const lead = leads[i];
    const title = items[section.item]!.title;
    return sentences.map((span, s): Sentence => ({
      ...span,
      ...(lead && s === 0 && { leadIn: lead }),
      ...(s === 0 && isHeading(text.slice(span.start, span.end), title) && { heading: true }),
    }));
  });
  const placed = sections.map((section) => ({
    text: text.slice(section.start, section.end),
    item: items[section.item]!.title,
  }));
  const lists = markedLists(text, sections, items);
  const spoken = paragraphs.map((sentences, i) => (lists[i] ? [] : sentences));
  const attributed = attributeSpeakers(text, spoken, peopleListed(placed));
  return sections.flatMap((section, i) => {
    const sentences = lists[i] ? paragraphs[i]! : attributed[i]!;
    return fitRuns(text, sentences, rooms[i]!).map((run) => ({
      section,
      sentences: run,
      list: lists[i],
    }));
  });
}

function passageId(documentId: string, text: string, occurrence: number): string {
  const hash = createHash("sha256").update(`${text}\u0000${occurrence}`).digest("hex");
  return `${documentId}-${hash.slice(0, 10)}`;
}

/** What a paper recommends is no decision, however it words it. */
const PAPER = { kind: "report" } as const;

function kindOf({ kind, outcome }: Section): Pick<Passage, "kind" | "outcome"> {
  return { kind: kind!, ...(outcome && { outcome }) };
}

/** The page on which a place stands. */
function pageAt(pages: readonly Page[], at: number): number | undefined {
  return pages.find(({ start, end }) => start <= at && at < end)?.number;
}

/**
 * Cuts a document into passages: paragraphs and bullets of whole sentences, each inside one agenda item and within the
 * budget. Every character of the text that is not white space is in one passage, or in a title, a bullet mark or a line
 * that only serves the page ("Supporting documents:"); none is in two. A passage's id depends on its text and on how
 * many passages before it in the document have the same text.
 */
export function splitPassages(document: Document, budget: TokenBudget): Passage[] {
  const parts = outline(document.text, document.source, document.headings);
  const seen = new Map<string, number>();
  const passages = drafts(document.text, parts, budget).map(
    ({ section, sentences, list }, ordinal) => {
      const start = sentences[0]!.start;
      const end = sentences.at(-1)!.end;
      const text = document.text.slice(start, end);
      const occurrence = seen.get(text) ?? 0;
      seen.set(text, occurrence + 1);
      const speakers = sentences.flatMap((sentence) => sentence.speaker ?? []);
      const passage = {
        id: passageId(document.id, text, occurrence),
        documentId: document.id,
        ordinal,
        item: parts.items[section.item]!.title,
        ...(document.paper ? PAPER : kindOf(section)),
        speakers: [...new Set(speakers)],
        ...(pageAt(document.pages, start) && { page: pageAt(document.pages, start)! }),
        start,
        end,
        text,
        sentences,
      };
      return { ...passage, decisions: findDecisions(passage, list) };
    },
  );
  return withVoteRecords(passages);
}
