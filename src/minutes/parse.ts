import type { Document, DocumentFacts } from "./model.ts";

export type SourceText = {
  id: string;
  source: string;
  sha256: string;
  text: string;
  facts: DocumentFacts;
};

/** Reads a text along its own structure. (First cut: one item.) */
export function parseDocument({ facts, ...source }: SourceText): Document {
  const title = source.text.split("\n").find((line) => line.trim() !== "")?.trim() ?? source.source;
  const items = [{ title, start: 0, end: source.text.length }];
  return { ...facts, ...source, title, items };
}
