import { diffArrays } from "diff";
import type { Span } from "../minutes/model.ts";
import type { Filters } from "../retrieval/model.ts";
import type { Library } from "../retrieval/search.ts";
import type { QuoteCheck, QuoteMatch } from "./model.ts";
import { exactSpans, quoteWords, type QuoteWord } from "./quote-words.ts";

/** Documents of the best passages by words are looked into; a quotation shares words with its source. */
const PASSAGES_TRIED = 20;
/** Less than this share of the quote's words standing in order is another sentence, not an altered quote. */
const LEAST_SHARED = 0.6;
const MOST_MATCHES = 5;
/** Common words stand in most passages: the first of these are looked into before all are asked for. */
const STANDING_TRIED = 100;

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

/** The places in the documents of these passages where the quote stands, one after the other as they are asked for. */
function* exactMatches(
  library: Library,
  positions: Iterable<number>,
  quote: readonly QuoteWord[],
  text: string,
): Generator<QuoteMatch> {
  const { corpus, store } = library;
  const seen = new Set<string>();
  for (const position of positions) {
    const { id, first, end } = corpus.documentOf(position);
    if (seen.has(id)) continue;
    seen.add(id);
    for (const span of exactSpans(quoteWords(store.documentText(id)), quote)) {
      const inside = corpus.passages.slice(first, end).findIndex((one) => one.end > span.start);
      if (inside >= 0) yield withoutShare(matchOf(library, first + inside, span, text));
    }
  }
}

function withoutShare({ shared: _shared, ...match }: QuoteMatch & { shared: number }): QuoteMatch {
  return match;
}

/** Positions of passages that may hold a quote, the likeliest first, some twice: found one by one as they are asked for. */
function* likelyPlaces(
  { corpus, ranking, store }: Library,
  quote: string,
  words: readonly QuoteWord[],
  filters: Filters | undefined,
): Generator<number> {
  const allowed = corpus.allowed(filters);
  const within = allowed && new Set(allowed);
  const vector = new Float32Array();
  const limit = PASSAGES_TRIED;
  const ranked = ranking.rank({ text: quote, vector, mode: "keyword", limit, allowed });
  for (const { position } of ranked) yield position;
  const allowedAt = (rows: readonly number[]) =>
    rows
      .flatMap((row) => corpus.positionOfRow(row) ?? [])
      .filter((position) => within === undefined || within.has(position));
  const written = words.map(({ start, end }) => quote.slice(start, end));
  const first = store.rowsWithPhrase(written, STANDING_TRIED);
  yield* allowedAt(first);
  if (first.length === STANDING_TRIED) yield* allowedAt(store.rowsWithPhrase(written));
}

/**
 * Compares a quotation with the minutes, word by word; white space, case, dashes, punctuation and the shape of quotes do
 * not count. "exact": the words stand there unbroken. "altered": most of them do, `differences` tell what was changed.
 */
export function checkQuote(library: Library, quote: string, filters?: Filters): QuoteCheck {
  const wanted = quoteWords(quote);
  if (wanted.length === 0) return { status: "not-found", matches: [] };
  const positions = () => likelyPlaces(library, quote, wanted, filters);
  const exact: QuoteMatch[] = [];
  for (const match of exactMatches(library, positions(), wanted, quote))
    if (exact.push(match) === MOST_MATCHES) break;
  if (exact.length > 0) return { status: "exact", matches: exact };
  const altered = [...new Set(positions())].flatMap((position) => {
    const passage = library.corpus.passages[position]!;
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
