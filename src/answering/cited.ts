import type { Span } from "../minutes/model.ts";
import type { Corpus } from "../retrieval/corpus.ts";
import type { Library } from "../retrieval/search.ts";
import { words } from "../retrieval/terms.ts";
import { findQuote } from "./language-model-quotes.ts";
import type { Turn } from "./model.ts";

/** A link to a place, as answers have it: the path of the page with the span. */
const LINK = /\/documents\/([^\s?#/]+)\?start=(\d{1,9})&end=(\d{1,9})/g;
/** A quotation with its marker, as answers write it. */
const QUOTATION = /“(.+?)”\s*\[\d+\]/g;
/** An answer without a marker cites nothing; its links lead to what was near. */
const MARKER = /\[\d+\]/;
/** More than an answer cites at the most. */
const MOST = 100;

/** A passage that was cited, and the span of its document that was quoted; the whole of it where no more is known. */
export type Cited = { position: number; span: Span };

/**
 * What an earlier answer cited: the passages that the turn names; else those that links in its text lead to; else those in
 * which its quotations stand. What is not in the index is passed over.
 */
export function citedIn(library: Library, turn: Turn): Cited[] {
  const named = (turn.cited ?? []).flatMap((id) => wholeOf(library, id));
  if (named.length > 0) return named;
  if (!MARKER.test(turn.content)) return [];
  const links = [...turn.content.matchAll(LINK)].slice(0, MOST);
  const linked = links.flatMap((link) => at(library, link));
  return linked.length > 0 ? linked : quotedIn(library, turn.content);
}

function wholeOf({ corpus }: Library, id: string): Cited[] {
  const position = corpus.positionOf(id);
  return position === undefined ? [] : [{ position, span: corpus.passages[position]! }];
}

/** The passages that a link leads to. */
function at({ corpus }: Library, [, id = "", from, to]: RegExpMatchArray): Cited[] {
  const document = corpus.document(decoded(id));
  if (!document) return [];
  const span = { start: Number(from), end: Number(to) };
  const found: Cited[] = [];
  for (let position = document.first; position < document.end; position++) {
    const { start, end } = corpus.passages[position]!;
    if (start < span.end && span.start < end) found.push({ position, span });
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
function quotedIn({ corpus, store }: Library, text: string): Cited[] {
  const quotations = [...text.matchAll(QUOTATION)].slice(0, MOST).map(([, quote = ""]) => quote);
  return quotations.flatMap((quote) => {
    const phrase = words(quote).map(({ start, end }) => quote.slice(start, end));
    const rows = phrase.length === 0 ? [] : store.rowsWithPhrase(phrase);
    return rows.flatMap((row) => {
      const position = corpus.positionOfRow(row);
      return position === undefined ? [] : [{ position, span: spanOf(corpus, position, quote) }];
    });
  });
}

function spanOf({ passages }: Corpus, position: number, quote: string): Span {
  const { text, start, end } = passages[position]!;
  const found = findQuote(text, quote);
  return found ? { start: start + found.start, end: start + found.end } : { start, end };
}
