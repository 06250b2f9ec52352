import type { Document } from "../minutes/model.ts";
import { splitPassages } from "../minutes/passages.ts";
import { embeddingTexts } from "./embedding-texts.ts";
import type { Embedder, IndexedDocument } from "./ports.ts";
import { faultIn } from "./soundness.ts";

/**
 * Cuts a document into passages and embeds them and their sentences; equal texts are embedded once.
 * Throws, worded to follow the document's name, when the result would not be sound.
 */
export async function indexDocument(
  document: Document,
  embedder: Embedder,
): Promise<IndexedDocument> {
  const { countTokens, description } = embedder;
  const passages = splitPassages(document, { countTokens, maxTokens: description.maxTokens });
  const texts = passages.map((passage) => embeddingTexts(document, passage));
  const distinct = [...new Set(texts.flatMap(({ passage, sentences }) => [passage, ...sentences]))];
  const embedded = await embedder.embed(distinct);
  const vectorOf = new Map(distinct.map((text, i) => [text, embedded[i]!]));
  const vectors = texts.map(({ passage, sentences }) => ({
    passage: vectorOf.get(passage)!,
    sentences: sentences.map((sentence) => vectorOf.get(sentence)!),
  }));
  const indexed = { document, passages, vectors };
  const fault = faultIn(indexed, description.dimensions);
  if (fault !== null) throw new Error(fault);
  return indexed;
}
