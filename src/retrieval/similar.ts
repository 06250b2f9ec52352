import { decisionOn, isLongItem, itemPositions } from "./agenda-item.ts";
import { pointersTo } from "./corpus.ts";
import type { Corpus } from "./corpus.ts";
import { placedDecision } from "./decisions.ts";
import type { SimilarOptions, SimilarResult } from "./model.ts";
import type { Ranked } from "./ranking.ts";
import { foldRepeats } from "./repeats.ts";
import type { Folded } from "./repeats.ts";
import { rerankIn } from "./rerank.ts";
import type { Library } from "./search.ts";

const DEFAULT_LIMIT = 10;
/** So many passages are ranked for each row asked for, because several may speak of one matter. */
const RANKED_FOR_ROW = 6;
const ROWS_OF_LONG_ITEM = 2;

/** Another passage of an item is named beside its row when it comes so near to the best one; no more than these. */
const NEAR_BEST = 0.75;
const MOST_NAMED = 5;

/** A row of precedents: the best passage on a matter, others of its item, and other documents that repeat its words. */
type Row = { best: Ranked; others: Ranked[]; repeats: Ranked[] };

function isNamed({ best, others }: Row, { score }: Ranked): boolean {
  return others.length < MOST_NAMED && score >= NEAR_BEST * best.score;
}

/** One row for an agenda item, two for a long one; what else of it was found stands beside its first row. */
function rowsByMatter(corpus: Corpus, rows: readonly Row[]): Row[] {
  const byItem = new Map<number, Row[]>();
  for (const row of rows) {
    const item = itemPositions(corpus, row.best.position);
    const own = byItem.get(item[0]!) ?? [];
    const most = isLongItem(item) ? ROWS_OF_LONG_ITEM : 1;
    if (own.length < most) byItem.set(item[0]!, [...own, row]);
    else if (isNamed(own[0]!, row.best)) own[0]!.others.push(row.best);
  }
  return [...byItem.values()].flat().toSorted((a, b) => b.best.score - a.best.score);
}

function resultOf(corpus: Corpus, { best, others, repeats }: Row, rank: number): SimilarResult {
  const { position, score } = best;
  const decided = decisionOn(corpus, position);
  return {
    rank,
    score,
    passage: corpus.place(position),
    ...(decided && { decision: placedDecision(corpus, decided.position, decided.decision) }),
    ...(others.length > 0 && { sameItem: pointersTo(corpus, others) }),
    ...(repeats.length > 0 && { alsoIn: pointersTo(corpus, repeats) }),
  };
}

/** Here what one document says twice is one matter, too: each passage stands for a document of its own. */
function wordsOf(corpus: Corpus): (ranked: Ranked) => { text: string; documentId: string } {
  return ({ position }) => {
    const { text, id } = corpus.passages[position]!;
    return { text, documentId: id };
  };
}

function rowOf({ passages }: Corpus, { kept, repeats }: Folded<Ranked>): Row {
  const { documentId } = passages[kept.position]!;
  const isOwn = ({ position }: Ranked) => passages[position]!.documentId === documentId;
  return {
    best: kept,
    others: repeats.filter(isOwn),
    repeats: repeats.filter((each) => !isOwn(each)),
  };
}

/**
 * Precedents: what was said elsewhere about the same matter as `text`, best first, a row for each matter, with what was
 * decided where the minutes record it.
 *
 * @param documentId passages of this document are left out
 */
export async function similarPassages(
  library: Library,
  text: string,
  { limit = DEFAULT_LIMIT, filters }: SimilarOptions,
  documentId?: string,
): Promise<SimilarResult[]> {
  const { corpus } = library;
  const all =
    corpus.allowed(filters) ??
    (documentId === undefined ? undefined : corpus.passages.map((_, i) => i));
  const allowed = all?.filter((position) => corpus.passages[position]!.documentId !== documentId);
  const most = RANKED_FOR_ROW * limit;
  const vector = await library.embedQuestion(text);
  const { page } = library.ranking.match({ text, vector, mode: "hybrid", allowed });
  const read = await rerankIn(library, text, page);
  const ranked = read(0, most);
  const rows = foldRepeats(ranked, wordsOf(corpus), most).map((folded) => rowOf(corpus, folded));
  return rowsByMatter(corpus, rows)
    .slice(0, limit)
    .map((row, i) => resultOf(corpus, row, i + 1));
}
