import type { Corpus } from "./corpus.ts";
import type { Ranked } from "./ranking.ts";
import { foldRepeats } from "./repeats.ts";
import type { Folded } from "./repeats.ts";
import { HEAD } from "./rerank.ts";

/**
 * A page of a ranking in which repetitions take no place: rows from `offset` on, and how many passages were folded into
 * others, which is the same for every page. They are looked for as far down as reading moves passages up; a passage that repeats one
 * further down takes a place of its own.
 *
 * @param page gives the ranked passages from an offset on
 */
export function foldedPage(
  corpus: Corpus,
  page: (offset: number, limit: number) => readonly Ranked[],
  { offset, limit }: { offset: number; limit: number },
): { rows: Folded<Ranked>[]; folded: number } {
  const wordsOf = ({ position }: Ranked) => corpus.passages[position]!;
  const head = foldRepeats(page(0, HEAD), wordsOf, HEAD);
  const folded = head.reduce((sum, { repeats }) => sum + repeats.length, 0);
  const rows = head.slice(offset, offset + limit);
  const rest = limit - rows.length;
  const from = Math.max(HEAD, offset + folded);
  const tail = head.length + folded < HEAD || rest === 0 ? [] : page(from, rest);
  return { rows: [...rows, ...tail.map((kept) => ({ kept, repeats: [] }))], folded };
}
