import type { IndexedDocument } from "./ports.ts";

/**
 * What is wrong with a document before it is stored, since what is stored is trusted ever after: spans must
 * slice the text, and every passage needs vectors of `dimensions` finite numbers. Null when nothing is.
 */
export function faultIn(indexed: IndexedDocument, dimensions: number): string | null {
  const { document, passages, vectors } = indexed;
  if (vectors.length !== passages.length) {
    return `has ${passages.length} passages but ${vectors.length} vectors`;
  }
  const moved = passages.find(({ start, end, text }) => document.text.slice(start, end) !== text);
  if (moved) return `has a passage (${moved.id}) that is not the text at its place`;
  const all = vectors.flatMap(({ passage, sentences }) => [passage, ...sentences]);
  const sound = all.every(
    (vector) => vector.length === dimensions && vector.every(Number.isFinite),
  );
  return sound ? null : `has a vector that is not ${dimensions} numbers`;
}
