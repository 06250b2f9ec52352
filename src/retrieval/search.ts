import type { Span } from "../minutes/model.ts";
import { pointersTo } from "./corpus.ts";
import type { Corpus } from "./corpus.ts";
import { countFacets } from "./facets.ts";
import type { SearchMode, SearchRequest, SearchResponse } from "./model.ts";
import type { PassageStore, Reader } from "./ports.ts";
import { foldedPage } from "./folded-page.ts";
import type { Ranking } from "./ranking.ts";
import { rerankIn } from "./rerank.ts";
import { respelled } from "./respelled.ts";
import { isStopWord, words } from "./terms.ts";

/** An open index with what ranks it. */
export type Library = {
  corpus: Corpus;
  store: PassageStore;
  ranking: Ranking;
  embedQuestion(text: string): Promise<Float32Array>;
  /** Reads the best passages together with a question, where there is one. */
  reader?: Reader | undefined;
};

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

/** The vector of a text; an empty one where only words count. */
function vectorFor(library: Library, text: string, mode: SearchMode): Promise<Float32Array> {
  return mode === "keyword" ? Promise.resolve(new Float32Array()) : library.embedQuestion(text);
}

/** Searches an open index; `took` is filled in here. */
export async function search(library: Library, request: SearchRequest): Promise<SearchResponse> {
  const started = performance.now();
  const { query, mode = "hybrid", rerank = true, limit = 10, offset = 0, filters } = request;
  const { corpus, ranking } = library;
  const filtered = corpus.allowed(filters);
  const allowed = allowedByPhrases(library, query, filtered);
  const spelled = respelled(library, query);
  const vector = await vectorFor(library, spelled, mode);
  const { positions, page: ranked } = ranking.match({ text: query, vector, mode, allowed });
  const isRead = rerank && mode === "hybrid";
  const page = isRead ? await rerankIn(library, spelled, ranked) : ranked;
  const terms = ranking.queryTerms(query);
  const { rows, folded } = foldedPage(corpus, page, { offset, limit });
  const results = rows.map(({ kept: { position, score }, repeats }, i) => {
    const passage = corpus.place(position);
    const alsoIn = pointersTo(corpus, repeats);
    const highlights = highlightsOf(passage.text, terms);
    const rank = offset + i + 1;
    return { rank, score, passage, highlights, ...(alsoIn.length > 0 && { alsoIn }) };
  });
  return {
    query,
    mode,
    total: positions.length - folded,
    results,
    facets: countFacets(corpus, positions),
    searched: corpus.searched(filtered),
    took: performance.now() - started,
  };
}
