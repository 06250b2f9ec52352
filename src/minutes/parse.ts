import { factsFromText } from "./facts.ts";
import type { Document, DocumentFacts, Heading, Page } from "./model.ts";
import { outline } from "./outline.ts";

export type SourceText = {
  id: string;
  source: string;
  sha256: string;
  text: string;
  facts: DocumentFacts;
  /** Where the source has pages. */
  pages?: readonly Page[];
  /** It was put before a meeting and is no record of it. */
  paper?: true;
  /** Headings that the source's format marks, in order. */
  headings?: readonly Heading[];
};

/**
 * Reads a text along its own structure. Date, body and status are taken from the text only where it says them plainly,
 * and `facts` that are given go before.
 */
export function parseDocument({
  facts,
  pages = [],
  headings = [],
  ...source
}: SourceText): Document {
  const { title, blocks, items } = outline(source.text, source.source, headings);
  return {
    ...factsFromText(source.text, blocks, facts),
    ...source,
    title,
    items,
    pages: [...pages],
    headings: [...headings],
  };
}
