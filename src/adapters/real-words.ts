import { isOnePiece, type Embedder } from "../retrieval/ports.ts";
import { isEnglishWord } from "./dictionary.ts";

/**
 * Tells of a word that stands in no text whether it is one all the same, and no slip to be corrected: in the vocabulary
 * of the model, or in the dictionary.
 */
export function realWords(embedder: Embedder): (folded: string) => boolean {
  const isInVocabulary = isOnePiece(embedder);
  return (folded) => isInVocabulary(folded) || isEnglishWord(folded);
}
