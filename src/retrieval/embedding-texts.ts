import type { Document, Passage } from "../minutes/model.ts";

/** What is embedded for a passage: opening lines of context and the whole text, and each sentence. Context is never part of a quote. */
export function embeddingTexts(
  document: Document,
  passage: Passage,
): { passage: string; sentences: string[] } {
  return {
    passage: `${document.title}\n${passage.text}`,
    sentences: passage.sentences.map((s) => document.text.slice(s.start, s.end)),
  };
}
