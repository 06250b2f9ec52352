import type { Span } from "../minutes/model.ts";

/** A word as quotes are compared: lower case, straight quotes, no accents lost, nothing stemmed. */
export type QuoteWord = Span & { folded: string };

const WORD = /[\p{L}\p{N}]+(?:[’'&.,:/](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*%?|[£$€](?=\d)/gu;

const folds = new Map<string, string>();
/** Enough for the vocabulary of a large archive; then the memory starts anew. */
const FOLDS_KEPT = 200_000;

/** Folding costs far more than finding it here again. */
function folded(written: string): string {
  const known = folds.get(written);
  if (known !== undefined) return known;
  if (folds.size >= FOLDS_KEPT) folds.clear();
  const fold = written.normalize("NFKC").toLowerCase().replaceAll("’", "'");
  folds.set(written, fold);
  return fold;
}

/** The words of a text, in order. */
export function quoteWords(text: string): QuoteWord[] {
  const found: QuoteWord[] = [];
  for (const { index, 0: written } of text.matchAll(WORD))
    found.push({ start: index, end: index + written.length, folded: folded(written) });
  return found;
}

/** Every place where the quote's words stand in order and unbroken. */
export function exactSpans(document: readonly QuoteWord[], quote: readonly QuoteWord[]): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at + quote.length <= document.length; at++) {
    if (quote.every((word, i) => word.folded === document[at + i]!.folded))
      spans.push({ start: document[at]!.start, end: document[at + quote.length - 1]!.end });
  }
  return spans;
}
