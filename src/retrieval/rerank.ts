import type { Matches, Ranked } from "./ranking.ts";
import { readAround, textsToRead } from "./reading-texts.ts";
import type { Judged } from "./reading-texts.ts";
import type { Library } from "./search.ts";

/** Gives a part of a ranking, best first. */
type Page = Matches["page"];

/** Reads up to `most` texts, those at the first positions first; then tells what it judged of the sentences of a position. */
export type Judge = (
  positions: readonly number[],
  most: number,
) => Promise<(position: number) => readonly Judged[]>;

/** So many of the best passages can move up; the others follow as they were. */
export const HEAD = 40;
/** Log odds are taken between this and its negative; a text that was not read counts as unlikely as can be. */
const SURE = 6;
/**
 * What the reader's judgement weighs beside the score by words and meaning, which is 1. Of a question 0.24 to 0.72 differ by
 * about 0.01 nDCG@10 on both dev sets and two sets of invented minutes that the reader has not seen; the order of two
 * collections of other kinds (SciFact, or-sharc) is better without the reader, and SciFact's worse the more it weighs. Of a text
 * whose matter is sought the reader judges less well: more weight loses on passages what it wins on pasted texts.
 */
const READER_WEIGHT = 0.24;

/** How likely a passage is to answer, 0 to 1: by its best sentence and by the text that it was read in, alike. */
function likelihood(judged: readonly Judged[]): number {
  if (judged.length === 0) return 0;
  const best = Math.max(...judged.map(({ sentence }) => sentence));
  const odds = (best + judged[0]!.whole) / 2;
  return (Math.min(SURE, Math.max(-SURE, odds)) + SURE) / (2 * SURE);
}

/** A ranking after its best texts have been read together with the query. Pages never overlap and leave nothing out. */
export async function rerank(page: Page, judge: Judge): Promise<Page> {
  const mixed = (ranked: Ranked, judged: readonly Judged[]): Ranked => ({
    ...ranked,
    score: (ranked.score + READER_WEIGHT * likelihood(judged)) / (1 + READER_WEIGHT),
  });
  const head = page(0, HEAD);
  const lexical = Math.max(0, ...head.map((one) => one.lexical));
  const positions = head.map(({ position }) => position);
  const judged = await judge(positions, textsToRead(lexical));
  const read = head
    .map((one) => mixed(one, judged(one.position)))
    .toSorted((a, b) => b.score - a.score || a.position - b.position);
  return (offset, limit) => {
    const own = read.slice(offset, offset + limit);
    if (own.length === limit) return own;
    const rest = page(Math.max(HEAD, offset), limit - own.length);
    return [...own, ...rest.map((one) => mixed(one, []))];
  };
}

/** A ranking of a library's passages after its reader, where it has one, has read the best. */
export async function rerankIn(library: Library, query: string, page: Page): Promise<Page> {
  return library.reader ? rerank(page, judgeOf(library, query)) : page;
}

/** The reader of a library, for one query. */
function judgeOf(library: Library, query: string): Judge {
  const { passages } = library.corpus;
  return async (positions, most) => {
    const readings = await readAround(library, query, positions, most);
    return (position) =>
      passages[position]!.sentences.flatMap((_, i) => readings(position, i) ?? []);
  };
}
