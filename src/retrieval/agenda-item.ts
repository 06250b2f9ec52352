import type { Decision } from "../minutes/model.ts";
import type { Corpus } from "./corpus.ts";
import { terms } from "./terms.ts";

/** The positions of all passages of the agenda item in which a passage stands, ascending. */
export function itemPositions(corpus: Corpus, position: number): number[] {
  const { first, end, items } = corpus.documentOf(position);
  const { start } = corpus.passages[position]!;
  const item = items.find((each) => each.start <= start && start < each.end);
  if (!item) return [position];
  const positions: number[] = [];
  for (let at = first; at < end; at++) {
    const own = corpus.passages[at]!.start;
    if (item.start <= own && own < item.end) positions.push(at);
  }
  return positions;
}

/** An agenda item of more passages than this, as a report on one page, speaks of several matters. */
const LONG_ITEM = 8;

/** Whether so many passages of one item may speak of several matters. */
export function isLongItem(positions: readonly number[]): boolean {
  return positions.length > LONG_ITEM;
}

type Found = { position: number; decision: Decision };

function ownWords(text: string, item: string): Set<string> {
  const title = new Set(terms(item));
  return new Set(terms(text).filter((term) => !title.has(term)));
}

/** A decision of a long item is on the passage's matter when it shares this many words with it beyond the item's title. */
const SHARED = 2;

function isOnSameMatter(
  corpus: Corpus,
  position: number,
  { position: at, decision }: Found,
): boolean {
  const { text, item } = corpus.passages[position]!;
  const { text: around, start } = corpus.passages[at]!;
  const words = ownWords(around.slice(decision.start - start, decision.end - start), item);
  const own = ownWords(text, item);
  return [...words].filter((word) => own.has(word)).length >= SHARED;
}

/** Formal decisions before what was noted, and that before what was asked for. */
function order({ outcome }: Decision): number {
  if (outcome === "requested") return 2;
  return outcome === "noted" ? 1 : 0;
}

/**
 * What was decided of the matter that a passage speaks of: the decision in it, else its agenda item's. Of a long item,
 * which speaks of several matters, one that shares the passage's words, else that the whole was noted. Undefined where
 * none of these is recorded.
 */
export function decisionOn(corpus: Corpus, position: number): Found | undefined {
  const positions = itemPositions(corpus, position);
  const all = positions.flatMap((at) =>
    corpus.passages[at]!.decisions.map((decision) => ({ position: at, decision })),
  );
  const own = all.find((each) => each.position === position);
  if (own) return own;
  const formal = all.toSorted((a, b) => order(a.decision) - order(b.decision));
  if (!isLongItem(positions)) return formal[0];
  return (
    formal.find((each) => isOnSameMatter(corpus, position, each)) ??
    formal.find(({ decision }) => decision.outcome === "noted")
  );
}
