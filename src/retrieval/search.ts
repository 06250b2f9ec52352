import type { Span } from "../minutes/model.ts";
import { countFacets } from "./corpus.ts";
import type { Corpus } from "./corpus.ts";
import type { SearchRequest, SearchResponse } from "./model.ts";
import type { PassageStore } from "./ports.ts";
import type { Ranked, Ranking, RankRequest } from "./ranking.ts";
import { isStopWord, words } from "./terms.ts";

/** An open index with what ranks it. */
export type Library = {
  corpus: Corpus;
  store: PassageStore;
  ranking: Ranking;
  embedQuestion(text: string): Promise<Float32Array>;
};

/** A search ranks at least so many matches, for its total and its facets. */
const LEAST_RANKED = 100;

/** The words inside double quotes ("…" or “…”) as they are written, a list for each quotation. */
export function quotedPhrases(query: string): string[][] {
  return [...query.matchAll(/["“”]([^"“”]+)["“”]/g)].flatMap((match) => {
    const phrase = words(match[1]!).map(({ start, end }) => match[1]!.slice(start, end));
    return phrase.length > 0 ? [phrase] : [];
  });
}

function intersect(a: readonly number[] | undefined, b: readonly number[]): number[] {
  if (!a) return b.toSorted((x, y) => x - y);
  const set = new Set(b);
  return a.filter((position) => set.has(position));
}

/** Narrows the allowed positions to passages that hold every quoted phrase word for word. */
export function allowedByPhrases(
  { corpus, store }: Library,
  query: string,
  allowed: number[] | undefined,
): number[] | undefined {
  return quotedPhrases(query).reduce<number[] | undefined>((left, phrase) => {
    const rows = store.rowsWithPhrase(phrase);
    return intersect(
      left,
      rows.flatMap((row) => corpus.positionOfRow(row) ?? []),
    );
  }, allowed);
}

/** Spans, into the passage's text, of the words that the query asks for. */
export function highlightsOf(text: string, terms: ReadonlyMap<string, number>): Span[] {
  return words(text)
    .filter((word) => !isStopWord(word.folded) && terms.has(word.stem))
    .map(({ start, end }) => ({ start, end }));
}

/** Ranks passages for a text; the vector is not computed where only words count. */
export async function rankText(
  library: Library,
  request: Omit<RankRequest, "vector">,
): Promise<Ranked[]> {
  const vector =
    request.mode === "keyword" ? new Float32Array() : await library.embedQuestion(request.text);
  return library.ranking.rank({ ...request, vector });
}

/** Searches an open index; `took` is filled in here. */
export async function search(library: Library, request: SearchRequest): Promise<SearchResponse> {
  const started = performance.now();
  const { query, mode = "hybrid", limit = 10, offset = 0, filters } = request;
  const { corpus, ranking } = library;
  const filtered = corpus.allowed(filters);
  const allowed = allowedByPhrases(library, query, filtered);
  const ranked = await rankText(library, {
    text: query,
    mode,
    limit: Math.max(LEAST_RANKED, offset + limit),
    allowed,
  });
  const terms = ranking.queryTerms(query);
  const page = ranked.slice(offset, offset + limit).map(({ position, score }, i) => {
    const passage = corpus.place(position);
    return { rank: offset + i + 1, score, passage, highlights: highlightsOf(passage.text, terms) };
  });
  return {
    query,
    mode,
    total: ranked.length,
    results: page,
    facets: countFacets(
      corpus,
      ranked.map(({ position }) => position),
    ),
    searched: corpus.searched(filtered),
    took: performance.now() - started,
  };
}
