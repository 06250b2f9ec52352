import type { Corpus } from "../retrieval/corpus.ts";
import { foldRepeats } from "../retrieval/repeats.ts";
import type { Evidence } from "./select.ts";

/** Without the sentences that repeat the words of an earlier one from another document: no words are cited twice. */
export function distinctEvidence(corpus: Corpus, selected: readonly Evidence[]): Evidence[] {
  const wordsOf = ({ position, text }: Evidence) => ({
    text,
    documentId: corpus.passages[position]!.documentId,
  });
  return foldRepeats(selected, wordsOf, selected.length).map(({ kept }) => kept);
}
