import type { Document, Passage } from "../minutes/model.ts";
import { splitPassages } from "../minutes/passages.ts";
import { embeddingTexts, passageOpening } from "./embedding-texts.ts";
import type { Embedder, IndexedDocument } from "./ports.ts";
import { faultIn } from "./soundness.ts";

/** A document cut into passages, with the texts that stand for each in vector space. */
export type CutDocument = {
  document: Document;
  passages: Passage[];
  texts: { passage: string; sentences: string[] }[];
};

/** Vectors of texts that were embedded before, by the same model. */
export type KnownVectors = {
  ofPassage(text: string): Float32Array | undefined;
  ofSentence(text: string): Float32Array | undefined;
};

/** Cuts a document into passages that fit the model. */
export function cutDocument(document: Document, embedder: Embedder): CutDocument {
  const { countTokens, description } = embedder;
  const passages = splitPassages(document, {
    countTokens,
    maxTokens: description.maxTokens,
    opening: (item, leadIn) => passageOpening(document, item, leadIn),
  });
  return {
    document,
    passages,
    texts: passages.map((passage) => embeddingTexts(document, passage)),
  };
}

/** How many texts a document needs embedded, at the most. */
export function textCount({ texts }: CutDocument): number {
  return texts.reduce((sum, { sentences }) => sum + 1 + sentences.length, 0);
}

/** Documents with their vectors, and these for others to use. */
export type EmbeddedDocuments = { indexed: IndexedDocument[]; known: KnownVectors };

/**
 * Embeds documents together, so that the model's batches are of texts of one length; equal texts are embedded
 * once, and known ones not at all. Throws, naming the document, when the result would not be sound.
 */
export async function embedDocuments(
  documents: readonly CutDocument[],
  embedder: Embedder,
  known: KnownVectors,
): Promise<EmbeddedDocuments> {
  const passageOf = vectorsFor(known.ofPassage);
  const sentenceOf = vectorsFor(known.ofSentence);
  for (const { passage, sentences } of documents.flatMap(({ texts }) => texts)) {
    passageOf.want(passage);
    for (const sentence of sentences) sentenceOf.want(sentence);
  }
  const missing = [...new Set([...passageOf.missing, ...sentenceOf.missing])];
  const embedded = await embedder.embed(missing);
  const vectors = new Map(missing.map((text, i) => [text, embedded[i]!]));
  const ofPassage = (text: string) => passageOf.get(text, vectors);
  const ofSentence = (text: string) => sentenceOf.get(text, vectors);
  const indexed = documents.map((cut) => withVectors(cut, { ofPassage, ofSentence }));
  for (const one of indexed) refuseUnsound(one, embedder.description.dimensions);
  return { indexed, known: { ofPassage, ofSentence } };
}

/** Looks in the one, then in the other. */
export function eitherKnown(one: KnownVectors, other: KnownVectors): KnownVectors {
  return {
    ofPassage: (text) => one.ofPassage(text) ?? other.ofPassage(text),
    ofSentence: (text) => one.ofSentence(text) ?? other.ofSentence(text),
  };
}

function withVectors(
  { document, passages, texts }: CutDocument,
  known: KnownVectors,
): IndexedDocument {
  const vectors = texts.map(({ passage, sentences }) => ({
    passage: known.ofPassage(passage)!,
    sentences: sentences.map((sentence) => known.ofSentence(sentence)!),
  }));
  return { document, passages, vectors };
}

function refuseUnsound(indexed: IndexedDocument, dimensions: number): void {
  const fault = faultIn(indexed, dimensions);
  if (fault !== null) throw new Error(`${indexed.document.source} ${fault}`);
}

/** Gathers texts that need a vector, and tells which are not known. */
function vectorsFor(known: (text: string) => Float32Array | undefined) {
  const found = new Map<string, Float32Array>();
  const missing = new Set<string>();
  return {
    missing,
    want(text: string) {
      if (found.has(text) || missing.has(text)) return;
      const vector = known(text);
      if (vector) found.set(text, vector);
      else missing.add(text);
    },
    get: (text: string, embedded: ReadonlyMap<string, Float32Array>) =>
      found.get(text) ?? (missing.has(text) ? embedded.get(text) : undefined),
  };
}
