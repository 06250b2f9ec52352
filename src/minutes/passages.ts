import type { Document, Passage } from "./model.ts";

/** Names the rules by which passages are cut; an index built by other rules must be rebuilt. */
export const PASSAGE_RULES = "1";

export type TokenBudget = {
  countTokens: (text: string) => number;
  maxTokens: number;
};

/** Cuts a document into passages. (First cut: one a line.) */
export function splitPassages(document: Document, _budget: TokenBudget): Passage[] {
  return [...document.text.matchAll(/[^\n]*\S[^\n]*/g)].map((match, ordinal) => {
    const span = { start: match.index, end: match.index + match[0].length };
    return {
      ...span,
      id: `${document.id}-${ordinal}`,
      documentId: document.id,
      ordinal,
      item: document.title,
      kind: "discussion" as const,
      speakers: [],
      text: match[0],
      sentences: [span],
    };
  });
}
