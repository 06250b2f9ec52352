import type { Library } from "../retrieval/search.ts";
import { words } from "../retrieval/terms.ts";
import type { Turn } from "./model.ts";

/** A link to a place, as answers have it: the path of the page with the span. */
const LINK = /\/documents\/([^\s?#/]+)\?start=(\d{1,9})&end=(\d{1,9})/g;
/** A quotation with its marker, as answers write it. */
const QUOTATION = /“(.+?)”\s*\[\d+\]/g;
/** An answer without a marker cites nothing; its links lead to what was near. */
const MARKER = /\[\d+\]/;
/** More than an answer cites at the most. */
const MOST = 100;

/**
 * Positions of the passages that an earlier answer cited: those that the turn names; else those that links in its text
 * lead to; else those in which its quotations stand. What is not in the index is passed over.
 */
export function citedIn(library: Library, turn: Turn): number[] {
  const { corpus } = library;
  const named = (turn.cited ?? []).flatMap((id) => corpus.positionOf(id) ?? []);
  if (named.length > 0) return [...new Set(named)];
  if (!MARKER.test(turn.content)) return [];
  const linked = [...turn.content.matchAll(LINK)]
    .slice(0, MOST)
    .flatMap((link) => at(library, link));
  return [...new Set(linked.length > 0 ? linked : quotedIn(library, turn.content))];
}

/** The positions that a link leads to. */
function at({ corpus }: Library, [, id = "", from, to]: RegExpMatchArray): number[] {
  const document = corpus.document(decoded(id));
  if (!document) return [];
  const positions: number[] = [];
  for (let position = document.first; position < document.end; position++) {
    const { start, end } = corpus.passages[position]!;
    if (start < Number(to) && Number(from) < end) positions.push(position);
  }
  return positions;
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Where the quotations of a text stand; a decision that is repeated word for word stands at several places. */
function quotedIn({ corpus, store }: Library, text: string): number[] {
  const quotations = [...text.matchAll(QUOTATION)].slice(0, MOST).map(([, quote = ""]) => quote);
  return quotations.flatMap((quote) => {
    const phrase = words(quote).map(({ start, end }) => quote.slice(start, end));
    const rows = phrase.length === 0 ? [] : store.rowsWithPhrase(phrase);
    return rows.flatMap((row) => corpus.positionOfRow(row) ?? []);
  });
}
