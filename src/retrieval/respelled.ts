import type { Library } from "./search.ts";
import type { Slip } from "./word-query.ts";
import { words } from "./terms.ts";

/** Texts with a term that are looked through for it: it may stand only in what surrounds a text. */
const LOOKED_THROUGH = 20;

/** A word of the minutes with this stem, as it is written there. */
function wordWith({ corpus, ranking }: Library, stem: string): string | undefined {
  const rows = ranking.lexicalIndex.packed.postings.get(stem)?.rows.subarray(0, LOOKED_THROUGH);
  for (const row of rows ?? []) {
    const { text } = corpus.passages[row]!;
    const found = words(text).find((word) => word.stem === stem);
    if (found) return found.folded;
  }
  return undefined;
}

/** Of the words that may be meant, the one that stands in most texts. */
function meantMost({ ranking }: Library, { meant }: Slip): string {
  const often = (term: string) => ranking.lexicalIndex.documentFrequency(term);
  return meant.toSorted((a, b) => often(b) - often(a))[0]!;
}

/**
 * A question with slips of the pen mended, for a model that reads it: "knive crime" gives "knife crime". A word with a
 * capital may be a name that the minutes do not have, and stays.
 */
export function respelled(library: Library, question: string): string {
  let text = question;
  for (const slip of library.ranking.slips(question).toReversed()) {
    const { start, end } = slip.word;
    if (/\p{Lu}/u.test(question.slice(start, end))) continue;
    const word = wordWith(library, meantMost(library, slip));
    if (word !== undefined) text = text.slice(0, start) + word + text.slice(end);
  }
  return text;
}
