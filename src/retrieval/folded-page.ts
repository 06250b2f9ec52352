import type { Corpus } from "./corpus.ts";
import type { Ranked } from "./ranking.ts";
import { foldRepeats } from "./repeats.ts";
import type { Folded } from "./repeats.ts";

/** So far down a list people read; what is repeated further down takes places of its own. */
const FOLDED = 20;

/**
 * A page of a ranking in which repetitions take no place: rows from `offset` on, and how many passages were folded into
 * others, which is the same for every page.
 *
 * @param page gives the ranked passages from an offset on
 */
export function foldedPage(
  corpus: Corpus,
  page: (offset: number, limit: number) => readonly Ranked[],
  { offset, limit }: { offset: number; limit: number },
): { rows: Folded<Ranked>[]; folded: number } {
  const wordsOf = ({ position }: Ranked) => corpus.passages[position]!;
  const head = foldRepeats(page(0, FOLDED), wordsOf, FOLDED);
  const folded = head.reduce((sum, { repeats }) => sum + repeats.length, 0);
  const rows = head.slice(offset, offset + limit);
  const rest = limit - rows.length;
  const from = Math.max(FOLDED, offset + folded);
  const tail = head.length + folded < FOLDED || rest === 0 ? [] : page(from, rest);
  return { rows: [...rows, ...tail.map((kept) => ({ kept, repeats: [] }))], folded };
}
