import { overlaps } from "../minutes/overlaps.ts";
import type { Decision, Outcome, Span } from "../minutes/model.ts";
import { pointerTo } from "./corpus.ts";
import type { Corpus } from "./corpus.ts";
import type { Filters, PlacedDecision } from "./model.ts";
import { dot } from "./ranking.ts";
import type { Library } from "./search.ts";
import { queryWords, words } from "./terms.ts";

export type DecisionsRequest = {
  filters?: Filters;
  /** Words that the decision or its agenda item must all hold, in any form. */
  text?: string;
  /** "open-actions": only what was asked for and no later item of the same council takes up. */
  view?: "all" | "open-actions";
  limit?: number;
  offset?: number;
};

export type DecisionsResponse = { total: number; decisions: PlacedDecision[] };

/**
 * From this cosine on a later sentence counts as being about what was asked for. Set by eye over 42 actions of four
 * meetings of one body: of six above it four are taken up, of thirteen between 0.6 and it three. Whole passages
 * are no measure: they are embedded with their council, body and item, which brings all short ones near.
 */
const TAKEN_UP = 0.7;
const DEFAULT_LIMIT = 20;

/** A decision of the passage at a position, with its place. */
export function placedDecision(
  corpus: Corpus,
  position: number,
  decision: Decision,
): PlacedDecision {
  const { start, text } = corpus.passages[position]!;
  return {
    ...decision,
    ...pointerTo(corpus, position, decision),
    text: text.slice(decision.start - start, decision.end - start),
  };
}

function holdsWords(decision: PlacedDecision, wanted: readonly string[]): boolean {
  const own = new Set(words(`${decision.text} ${decision.item}`).map(({ stem }) => stem));
  return wanted.every((stem) => own.has(stem));
}

/** What was found of the decisions of an open index, by place: every later sentence is compared, which takes time. */
const FOUND = new WeakMap<Corpus, Map<string, boolean>>();

/** Whether a sentence of a later meeting of the same body is about the same matter. */
function isTakenUp(library: Library, position: number, decision: Span): boolean {
  const found = FOUND.get(library.corpus) ?? new Map<string, boolean>();
  FOUND.set(library.corpus, found);
  const key = `${position} ${decision.start}`;
  const answer = found.get(key) ?? hasSuccessor(library, position, decision);
  found.set(key, answer);
  return answer;
}

function hasSuccessor({ corpus, store }: Library, position: number, decision: Span): boolean {
  const asked = corpus.documentOf(position);
  if (asked.date === null) return false;
  const { row, sentences } = corpus.passages[position]!;
  const vectors = store.sentenceVectors(row).filter((_, i) => overlaps(sentences[i]!, decision));
  const later = corpus.documents.filter(
    ({ council, body, date }) =>
      council === asked.council && body === asked.body && date !== null && date > asked.date!,
  );
  const isNear = (other: Float32Array) => vectors.some((own) => dot(own, other) >= TAKEN_UP);
  return later.some(({ first, end }) => {
    for (let at = first; at < end; at++)
      if (store.sentenceVectors(corpus.passages[at]!.row).some(isNear)) return true;
    return false;
  });
}

/** The outcome filter is about the decision, which may stand in a passage of another kind. */
function matches(decision: Decision, outcomes: readonly Outcome[] | undefined): boolean {
  return !outcomes || outcomes.length === 0 || outcomes.includes(decision.outcome);
}

function latestFirst(a: PlacedDecision, b: PlacedDecision): number {
  return (
    (b.date ?? "").localeCompare(a.date ?? "") ||
    a.source.localeCompare(b.source) ||
    a.start - b.start
  );
}

function allPlaced(
  library: Library,
  filters: Filters,
): { position: number; place: PlacedDecision }[] {
  const { corpus } = library;
  const positions = corpus.allowed(filters) ?? [...corpus.passages.keys()];
  return positions.flatMap((position) =>
    corpus.passages[position]!.decisions.map((decision) => ({
      position,
      place: placedDecision(corpus, position, decision),
    })),
  );
}

/** Decisions of an open index, the latest first and inside a document in the order of the text. */
export function findDecisions(library: Library, request: DecisionsRequest): DecisionsResponse {
  const { filters = {}, text = "", view = "all", limit = DEFAULT_LIMIT, offset = 0 } = request;
  const { outcome, ...others } = filters;
  const open = view === "open-actions";
  const wanted = text.trim() === "" ? [] : queryWords(text).map(({ stem }) => stem);
  const found = allPlaced(library, others)
    .filter(
      ({ place }) => matches(place, open ? ["requested"] : outcome) && holdsWords(place, wanted),
    )
    .filter(({ position, place }) => !open || !isTakenUp(library, position, place))
    .map(({ place }) => place)
    .toSorted(latestFirst);
  return { total: found.length, decisions: found.slice(offset, offset + limit) };
}
