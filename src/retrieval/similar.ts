import type { SimilarOptions, SimilarResult } from "./model.ts";
import { rankText } from "./search.ts";
import type { Library } from "./search.ts";

const DEFAULT_LIMIT = 10;

/**
 * Precedents: passages elsewhere about the same matter as `text`, best first.
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
  const ranked = await rankText(library, { text, mode: "hybrid", limit, allowed });
  return ranked.map(({ position, score }, i) => ({
    rank: i + 1,
    score,
    passage: corpus.place(position),
  }));
}
