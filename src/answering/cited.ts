import type { Span } from "../minutes/model.ts";
import { overlaps } from "../minutes/overlaps.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Library } from "../retrieval/search.ts";
import { words } from "../retrieval/terms.ts";
import { findQuote } from "./language-model-quotes.ts";
import type { Turn } from "./model.ts";

/** A link to a place, as answers have it: the path of the page with the span. */
const LINK = /\/documents\/([^\s?#/]+)\?start=(\d{1,9})&end=(\d{1,9})/g;
/** A quotation with its marker, as answers write it; bounded, because a caller may send anything as an answer. */
const QUOTATION = /“([^“]{1,2000}?)”\s{0,4}\[\d+\]/g;
/** An answer without a marker cites nothing; its links lead to what was near. */
const MARKER = /\[\d+\]/;
/** More than an answer cites at the most. */
const MOST = 100;

/** A passage that was cited, and the span of its document that was quoted: all of it, with `whole`, where no more is known. */
export type Cited = { position: number; span: Span; whole?: boolean };

/**
 * What an earlier answer cited: the passages that the turn names; else those that links in its text lead to; else those in
 * which its quotations stand. What is not in the index is passed over.
 */
export function citedIn(library: Library, turn: Turn): Cited[] {
  const quotations = quotationsIn(turn.content).slice(0, MOST);
  const named = (turn.cited ?? []).flatMap((id) => namedBy(library, id, quotations));
  if (named.length > 0) return named;
  if (!hasMarker(turn.content)) return [];
  const links = [...turn.content.matchAll(LINK)].slice(0, MOST);
  const linked = links.flatMap((link) => at(library, link));
  return linked.length > 0 ? linked : quotedIn(library, quotations);
}

/** Whether a turn has a marker `[1]`, which answers have that cite. */
export const hasMarker = (text: string): boolean => MARKER.test(text);

/** What an answer quotes, in order. */
const quotationsIn = (text: string): string[] =>
  [...text.matchAll(QUOTATION)].map(([, quote = ""]) => quote);

/** What an answer quotes of a passage that it names. */
function namedBy({ corpus }: Library, id: string, quotations: readonly string[]): Cited[] {
  const position = corpus.positionOf(id);
  if (position === undefined) return [];
  const quoted = quotations.flatMap((quote) => placeIn(corpus, position, quote) ?? []);
  return quoted.length > 0 ? quoted : [wholeOf(corpus, position)];
}

function wholeOf({ passages }: Corpus, position: number): Cited {
  const { start, end } = passages[position]!;
  return { position, span: { start, end }, whole: true };
}

/** The passages that a link leads to. */
function at({ corpus }: Library, [, id = "", from, to]: RegExpMatchArray): Cited[] {
  const document = corpus.document(decoded(id));
  if (!document) return [];
  const span = { start: Number(from), end: Number(to) };
  const found: Cited[] = [];
  for (let position = document.first; position < document.end; position++) {
    if (overlaps(corpus.passages[position]!, span)) found.push({ position, span });
  }
  return found;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Where the quotations of a text stand; a decision that is repeated word for word stands at several places. */
function quotedIn({ corpus, store }: Library, quotations: readonly string[]): Cited[] {
  return quotations.flatMap((quote) => {
    const phrase = words(quote).map(({ start, end }) => quote.slice(start, end));
    const rows = phrase.length === 0 ? [] : store.rowsWithPhrase(phrase);
    return rows.flatMap((row) => {
      const position = corpus.positionOfRow(row);
      return position === undefined
        ? []
        : [placeIn(corpus, position, quote) ?? wholeOf(corpus, position)];
    });
  });
}

/** Where a quotation stands in a passage; undefined where it does not. */
function placeIn({ passages }: Corpus, position: number, quote: string): Cited | undefined {
  const { text, start } = passages[position]!;
  const found = findQuote(text, quote);
  return found && { position, span: { start: start + found.start, end: start + found.end } };
}
