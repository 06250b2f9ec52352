import type { Passage, Span } from "../minutes/model.ts";
import { overlaps } from "../minutes/overlaps.ts";
import type { Proposed } from "./language-model-reply.ts";

/** The part of a passage that checking needs. */
export type Source = Pick<
  Passage,
  "id" | "text" | "start" | "end" | "kind" | "sentences" | "decisions"
>;

/** A quotation that stands in its passage, widened to whole sentences; `span` is in the document. */
export type Quoted = {
  source: Source;
  span: Span;
  text: string;
  speakers: string[];
  decision: boolean;
};

/** Fewer words than these stand nearly everywhere and support nothing. */
const LEAST_WORDS = 3;

/**
 * Where a quotation stands in a text, letter for letter; only white space may differ, since minutes have runs of it, line
 * breaks and no-break spaces that nobody sees. Undefined where it does not stand there.
 */
export function findQuote(text: string, quote: string): Span | undefined {
  const words = quote.split(/\s+/).filter((word) => word !== "");
  if (words.length < LEAST_WORDS) return undefined;
  const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
  const match = new RegExp(pattern).exec(text);
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** The whole sentences and decisions that a span touches, so that no quotation is cut out of a denial or a question. */
function widened({ sentences, decisions }: Source, span: Span): Span {
  const touched = [...sentences, ...decisions].filter((part) => overlaps(part, span));
  return {
    start: Math.min(span.start, ...touched.map(({ start }) => start)),
    end: Math.max(span.end, ...touched.map(({ end }) => end)),
  };
}

/** Quotes a part of a passage, whole sentences of it. */
export function quotedAt(source: Source, part: Span): Quoted {
  const span = widened(source, part);
  const inside = source.sentences.filter((sentence) => overlaps(sentence, span));
  return {
    source,
    span,
    text: source.text.slice(span.start - source.start, span.end - source.start),
    speakers: inside.flatMap(({ speaker, voice }) => speaker ?? voice ?? []),
    decision:
      source.kind === "decision" || source.decisions.some((decision) => overlaps(decision, span)),
  };
}

/** The quotations of a proposed sentence; null when there is none, or one of them is not what it claims to be. */
export function quotesOf(
  { citations }: Proposed,
  sourceOf: (key: string) => Source | undefined,
): Quoted[] | null {
  const quotes = citations.map(({ key, quote }) => {
    const source = sourceOf(key);
    const found = source && findQuote(source.text, quote);
    return (
      found &&
      quotedAt(source, { start: source.start + found.start, end: source.start + found.end })
    );
  });
  const sound = quotes.filter((quote) => quote !== undefined);
  return sound.length > 0 && sound.length === quotes.length ? sound : null;
}
