import { diffArrays } from "diff";
import type { Span } from "../minutes/model.ts";
import type { Filters } from "../retrieval/model.ts";
import type { Library } from "../retrieval/search.ts";
import type { QuoteCheck, QuoteMatch } from "./model.ts";

/** A word as quotes are compared: lower case, straight quotes, no accents lost, nothing stemmed. */
type QuoteWord = Span & { folded: string };

const WORD = /[\p{L}\p{N}]+(?:[’'&.,:/](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*%?|[£$€](?=\d)/gu;

function quoteWords(text: string): QuoteWord[] {
  return [...text.matchAll(WORD)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    folded: match[0].normalize("NFKC").toLowerCase().replaceAll("’", "'"),
  }));
}

/** Documents of the best passages by words are looked into; a quotation shares words with its source. */
const PASSAGES_TRIED = 20;
/** Less than this share of the quote's words standing in order is another sentence, not an altered quote. */
const LEAST_SHARED = 0.6;
const MOST_MATCHES = 5;

/** Every place where the quote's words stand in order and unbroken. */
function exactSpans(document: readonly QuoteWord[], quote: readonly QuoteWord[]): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at + quote.length <= document.length; at++) {
    if (quote.every((word, i) => word.folded === document[at + i]!.folded))
      spans.push({ start: document[at]!.start, end: document[at + quote.length - 1]!.end });
  }
  return spans;
}

type Difference = QuoteMatch["differences"][number];

/** What a reader must do to the quote to get the source: words "missing" from the quote, and words "added" by it. */
function compareWords(
  source: string,
  quote: string,
): { differences: Difference[]; shared: number } {
  const a = quoteWords(source);
  const b = quoteWords(quote);
  const parts = diffArrays(
    a.map((word) => word.folded),
    b.map((word) => word.folded),
  );
  let shared = 0;
  let inSource = 0;
  let inQuote = 0;
  const differences = parts.map((part): Difference => {
    const count = part.value.length;
    const [list, from, text] = part.added ? [b, inQuote, quote] : [a, inSource, source];
    const words = text.slice(list[from]!.start, list[from + count - 1]!.end);
    if (!part.added) inSource += count;
    if (!part.removed) inQuote += count;
    if (!part.added && !part.removed) shared += count;
    return { op: part.added ? "added" : part.removed ? "missing" : "equal", text: words };
  });
  return { differences, shared: b.length === 0 ? 0 : shared / b.length };
}

/** Positions of a word that source and quote share. */
type Shared = { source: number; quote: number };

function sharedWords(source: readonly QuoteWord[], quote: readonly QuoteWord[]): Shared[] {
  const shared: Shared[] = [];
  let [a, b] = [0, 0];
  for (const { value, added, removed } of diffArrays(
    source.map((word) => word.folded),
    quote.map((word) => word.folded),
  )) {
    if (!added && !removed) value.forEach((_, i) => shared.push({ source: a + i, quote: b + i }));
    if (!added) a += value.length;
    if (!removed) b += value.length;
  }
  return shared;
}

/** What a word of the source that the quote leaves out takes from a run, in shared words. */
const GAP_COST = 0.5;

/** The run of shared words with the most of them and the fewest gaps; stray words far off are left out. */
function densestRun(shared: readonly Shared[]): { first: Shared; last: Shared } | undefined {
  let best: { first: Shared; last: Shared; score: number } | undefined;
  let run: { first: Shared; last: Shared; score: number } | undefined;
  for (const word of shared) {
    const kept = run ? run.score - GAP_COST * (word.source - run.last.source - 1) : 0;
    run =
      run && kept > 0
        ? { first: run.first, last: word, score: kept + 1 }
        : { first: word, last: word, score: 1 };
    if (!best || run.score > best.score) best = run;
  }
  return best;
}

/** The part of a passage that is closest to the quote, from the first word they share to the last. */
function closestSpan(text: string, quote: readonly QuoteWord[], within: Span): Span | undefined {
  const source = quoteWords(text.slice(within.start, within.end));
  const run = densestRun(sharedWords(source, quote));
  if (!run) return undefined;
  const from = Math.max(0, run.first.source - run.first.quote);
  const near = source.slice(from, run.last.source + quote.length - run.last.quote);
  const again = densestRun(sharedWords(near, quote)) ?? run;
  const start = within.start + near[again.first.source]!.start;
  return { start, end: within.start + near[again.last.source]!.end };
}

function matchOf(
  library: Library,
  position: number,
  span: Span,
  quote: string,
): QuoteMatch & { shared: number } {
  const passage = library.corpus.place(position);
  const text = library.store.documentText(passage.documentId).slice(span.start, span.end);
  const { differences, shared } = compareWords(text, quote);
  return { passage, ...span, text, differences, shared };
}

function exactMatches(
  library: Library,
  positions: readonly number[],
  quote: readonly QuoteWord[],
  text: string,
): QuoteMatch[] {
  const { corpus, store } = library;
  const documents = [
    ...new Set(positions.map((position) => corpus.passages[position]!.documentId)),
  ];
  return documents.flatMap((id) => {
    const { first, end } = corpus.document(id)!;
    return exactSpans(quoteWords(store.documentText(id)), quote).flatMap((span) => {
      for (let at = first; at < end; at++)
        if (corpus.passages[at]!.end > span.start)
          return [withoutShare(matchOf(library, at, span, text))];
      return [];
    });
  });
}

function withoutShare({ shared: _shared, ...match }: QuoteMatch & { shared: number }): QuoteMatch {
  return match;
}

/**
 * Compares a quotation with the minutes, word by word; white space, case, dashes, punctuation and the shape of quotes do
 * not count. "exact": the words stand there unbroken. "altered": most of them do, `differences` tell what was changed.
 */
export function checkQuote(library: Library, quote: string, filters?: Filters): QuoteCheck {
  const { corpus, ranking } = library;
  const wanted = quoteWords(quote);
  if (wanted.length === 0) return { status: "not-found", matches: [] };
  const allowed = corpus.allowed(filters);
  const within = allowed && new Set(allowed);
  const ranked = ranking.rank({
    text: quote,
    vector: new Float32Array(),
    mode: "keyword",
    limit: PASSAGES_TRIED,
    allowed,
  });
  const standing = library.store
    .rowsWithPhrase(wanted.map(({ start, end }) => quote.slice(start, end)))
    .flatMap((row) => corpus.positionOfRow(row) ?? [])
    .filter((position) => within === undefined || within.has(position));
  const positions = [...new Set([...ranked.map(({ position }) => position), ...standing])];
  const exact = exactMatches(library, positions, wanted, quote);
  if (exact.length > 0) return { status: "exact", matches: exact.slice(0, MOST_MATCHES) };
  const altered = positions.flatMap((position) => {
    const passage = corpus.passages[position]!;
    const span = closestSpan(library.store.documentText(passage.documentId), wanted, passage);
    return span ? [matchOf(library, position, span, quote)] : [];
  });
  const near = altered
    .filter(({ shared }) => shared >= LEAST_SHARED)
    .toSorted((a, b) => b.shared - a.shared);
  return near.length > 0
    ? { status: "altered", matches: near.slice(0, MOST_MATCHES).map(withoutShare) }
    : { status: "not-found", matches: [] };
}
