import type { LexicalIndex } from "./bm25.ts";
import type { Slices } from "./slices.ts";
import { isStopWord, words } from "./terms.ts";
import type { Word } from "./terms.ts";

/** What the texts say acronyms stand for: by the acronym's stem the stems of its words, a list for each meaning. */
export type Acronyms = ReadonlyMap<string, readonly (readonly string[])[]>;

/** "…panel (MASE)": in brackets a word of two capitals or more. */
const BEHIND = /\((?<acronym>\p{Lu}[\p{L}&]{1,7})\)/gu;
/** "MASE (Multi-Agency Sexual Exploitation panel)" */
const BEFORE = /\b(?<acronym>\p{Lu}[\p{L}&]{1,7}) \((?<meaning>\p{L}[^()]{5,80})\)/gu;
/** How far before the brackets the meaning may begin, in code units. */
const REACH = 120;

const initial = (text: string, { start }: Word): string => text.charAt(start).toUpperCase();

/** The capitals of an acronym, which are the initials of its words; none where it has fewer than two. */
function initialsOf(acronym: string): string[] {
  const capitals: string[] = acronym.match(/\p{Lu}/gu) ?? [];
  return capitals.length > 1 && acronym.length - capitals.length <= 1 ? capitals : [];
}

/**
 * The words, at the end of a text, whose initials are these, each once and in order. Stop words between them do not
 * count; one word may follow them ("panel", "Committee"). Undefined where they are not there.
 */
function meaningAtEnd(text: string, initials: readonly string[]): Word[] | undefined {
  const list = words(text);
  const endings = initials.length > 2 ? [list, list.slice(0, -1)] : [list];
  return endings.map((ending) => spelledOut(text, ending, initials)).find(Boolean);
}

function spelledOut(
  text: string,
  list: readonly Word[],
  initials: readonly string[],
): Word[] | undefined {
  const found: Word[] = [];
  for (let at = list.length - 1; at >= 0 && found.length < initials.length; at--) {
    const word = list[at]!;
    if (initial(text, word) === initials.at(-1 - found.length)) found.unshift(word);
    else if (found.length === 0 || !isStopWord(word.folded)) return undefined;
  }
  return found.length === initials.length ? found : undefined;
}

function* pairsIn(text: string): Generator<{ acronym: string; meaning: Word[] }> {
  for (const match of text.matchAll(BEHIND)) {
    const acronym = match.groups!["acronym"]!;
    const before = text.slice(Math.max(0, match.index - REACH), match.index);
    const meaning = meaningAtEnd(before, initialsOf(acronym));
    if (meaning && meaning.length > 1) yield { acronym, meaning };
  }
  for (const { groups } of text.matchAll(BEFORE)) {
    const acronym = groups!["acronym"]!;
    const meaning = meaningAtEnd(groups!["meaning"]!, initialsOf(acronym));
    if (meaning && meaning.length > 1) yield { acronym, meaning };
  }
}

/** Learns acronyms from texts that spell them out beside them; only where the initials are the acronym's capitals. */
export function* acronymSlices(texts: Iterable<string>): Slices<Acronyms> {
  const learnt = new Map<string, string[][]>();
  for (const text of texts) {
    for (const { acronym, meaning } of text.includes("(") ? pairsIn(text) : []) {
      const stem = words(acronym)[0]!.stem;
      const stems = meaning.map((word) => word.stem);
      const known = learnt.get(stem) ?? [];
      if (!known.some((other) => other.join(" ") === stems.join(" ")))
        learnt.set(stem, [...known, stems]);
    }
    yield;
  }
  return learnt;
}

/** An acronym counts nearly as the words that it stands for, and they, all of them, nearly as it. */
const OTHER_FORM_WEIGHT = 0.8;

function withOwnAcronyms(
  query: ReadonlyMap<string, number>,
  acronyms: Acronyms,
): Map<string, number> {
  const wide = new Map(query);
  for (const [acronym, meanings] of acronyms) {
    const spelled = meanings.some((meaning) => meaning.every((stem) => query.has(stem)));
    if (spelled && !wide.has(acronym)) wide.set(acronym, OTHER_FORM_WEIGHT);
  }
  return wide;
}

/** Adds to the scores of rows that have every word of a meaning what an acronym of the query counts. */
function addMeaning(
  index: LexicalIndex,
  scores: Float32Array,
  meaning: readonly string[],
  weight: number,
): void {
  const each = meaning.map((stem) => index.scores(new Map([[stem, 1]])));
  for (let row = 0; row < scores.length; row++)
    if (each.every((one) => one[row]! > 0)) scores[row]! += weight;
}

/** Scores of rows for a query, in which an acronym and the words that it stands for find each other. */
export function scoresWithAcronyms(
  index: LexicalIndex,
  query: ReadonlyMap<string, number>,
  acronyms: Acronyms,
): Float32Array {
  const scores = index.scores(withOwnAcronyms(query, acronyms));
  for (const acronym of query.keys()) {
    const meanings = acronyms.get(acronym) ?? [];
    const weight = (OTHER_FORM_WEIGHT * index.inverseDocumentFrequency(acronym)) / meanings.length;
    for (const meaning of meanings) addMeaning(index, scores, meaning, weight);
  }
  return scores;
}
