import type { Sentence } from "../minutes/model.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import { pointerTo } from "../retrieval/corpus.ts";
import { newestFirst } from "./select.ts";
import type { Evidence } from "./select.ts";
import type { Citation, Statement } from "./model.ts";

/** A run of neighbouring sentences of one passage by one speaker, quoted as one. */
type Quotation = { candidates: Evidence[]; best: number };

/**
 * Only sentences of which the text names the same speaker, or names none and gives none the lead: what follows a
 * speaker's words without naming them is quoted apart, without the name.
 */
function joins(before: Evidence, next: Evidence): boolean {
  const adjacent = before.position === next.position && next.index === before.index + 1;
  return (
    adjacent &&
    next.sentence.speaker === before.sentence.speaker &&
    next.sentence.voice === before.sentence.voice
  );
}

/** Neighbouring sentences become one quotation; a question and the answer to it stay two, each with its speaker. */
function quotations(selected: readonly Evidence[]): Quotation[] {
  const inOrder = selected.toSorted((a, b) => a.position - b.position || a.index - b.index);
  const runs: Evidence[][] = [];
  for (const candidate of inOrder) {
    const last = runs.at(-1)?.at(-1);
    if (last && joins(last, candidate)) runs.at(-1)!.push(candidate);
    else runs.push([candidate]);
  }
  return runs.map((candidates) => ({
    candidates,
    best: Math.max(...candidates.map(({ probability }) => probability)),
  }));
}

/**
 * Best first; or documents by their best quotation, inside a document in the order of the text. `decisions-first` is best
 * first, with what was decided before what was said; `newest-first` is best first within each day.
 */
export type ReadingOrder = "best-first" | "decisions-first" | "newest-first" | "by-document";

function inReadingOrder(
  list: readonly Quotation[],
  corpus: Corpus,
  order: ReadingOrder,
): Quotation[] {
  const said = ({ candidates }: Quotation): number =>
    order === "decisions-first" && corpus.passages[candidates[0]!.position]!.kind !== "decision"
      ? 1
      : 0;
  const newer = (a: Quotation, b: Quotation): number =>
    order === "newest-first" ? newestFirst(corpus, a.candidates[0]!, b.candidates[0]!) : 0;
  if (order !== "by-document")
    return list.toSorted((a, b) => said(a) - said(b) || newer(a, b) || b.best - a.best);
  const best = new Map<string, number>();
  const documentOf = (quotation: Quotation) =>
    corpus.passages[quotation.candidates[0]!.position]!.documentId;
  for (const quotation of list)
    best.set(documentOf(quotation), Math.max(best.get(documentOf(quotation)) ?? 0, quotation.best));
  return list.toSorted(
    (a, b) =>
      best.get(documentOf(b))! - best.get(documentOf(a))! ||
      a.candidates[0]!.position - b.candidates[0]!.position ||
      a.candidates[0]!.index - b.candidates[0]!.index,
  );
}

function citationOf(
  corpus: Corpus,
  { candidates }: Quotation,
  n: number,
  textOf: (documentId: string) => string,
): Citation {
  const { position, sentence } = candidates[0]!;
  return citationAt(
    corpus,
    { position, sentence, end: candidates.at(-1)!.sentence.end, n },
    textOf,
  );
}

/** The citation of a part of a passage: from a sentence of it to `end`, in the document. */
export function citationAt(
  corpus: Corpus,
  { position, sentence, end, n }: { position: number; sentence: Sentence; end: number; n: number },
  textOf: (documentId: string) => string,
): Citation {
  const span = { start: sentence.start, end };
  const pointer = pointerTo(corpus, position, span);
  const text = textOf(pointer.documentId);
  const { leadIn, speaker } = sentence;
  return {
    n,
    ...pointer,
    kind: corpus.passages[position]!.kind,
    ...(speaker !== undefined && { speaker }),
    ...(leadIn && { leadIn: { ...leadIn, quote: text.slice(leadIn.start, leadIn.end) } }),
    quote: text.slice(span.start, span.end),
    ...span,
  };
}

/** Citations and statements over the selected sentences, numbered from 1 in reading order. */
export function compose(
  corpus: Corpus,
  selected: readonly Evidence[],
  options: { order: ReadingOrder; textOf: (documentId: string) => string },
): { citations: Citation[]; statements: Statement[] } {
  const ordered = inReadingOrder(quotations(selected), corpus, options.order);
  const citations = ordered.map((quotation, i) =>
    citationOf(corpus, quotation, i + 1, options.textOf),
  );
  const statements = citations.map(({ n, quote }) => ({ text: quote, citations: [n] }));
  return { citations, statements };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function placeOf({ council, title, body, date }: Citation): string {
  return [council, body, date, oneLine(title)].filter((part) => part !== null).join(", ");
}

/** A quotation with its speaker, lead-in and `[n]`. */
export function lineOf(citation: Citation): string {
  const quote = oneLine(citation.quote);
  const named =
    citation.speaker === undefined || quote.toLowerCase().includes(citation.speaker.toLowerCase());
  const speaker = named ? "" : `${citation.speaker}: `;
  const lead = citation.leadIn ? `${oneLine(citation.leadIn.quote)} ` : "";
  const decision = citation.kind === "decision" ? "Decision: " : "";
  return `${decision}${speaker}${lead}“${quote}” [${citation.n}]`;
}

/** The text a person reads: quotations under the place where they stand, each with its `[n]`. */
export function answerText(citations: readonly Citation[]): string {
  const lines: string[] = [];
  let place = "";
  for (const citation of citations) {
    const here = placeOf(citation);
    if (here !== place) lines.push(...(place === "" ? [] : [""]), `${here}:`);
    place = here;
    lines.push(lineOf(citation));
  }
  return lines.join("\n");
}
