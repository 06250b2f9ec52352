import type { Document, Passage } from "../minutes/model.ts";

/** What made the vectors; two indexes with different descriptions cannot be mixed. */
export type ModelDescription = {
  name: string;
  /** Hex sha256 of the weights file. */
  checksum: string;
  dimensions: number;
  pooling: "mean" | "cls";
  /** The most word pieces a text may have, special tokens counted; more is cut. */
  maxTokens: number;
  dtype: string;
};

export type Embedder = {
  description: ModelDescription;
  /** Word pieces of a text, special tokens counted, uncut. */
  countTokens(text: string): number;
  /** One L2-normalised vector of `dimensions` numbers a text, in the order given. */
  embed(texts: readonly string[]): Promise<Float32Array[]>;
  /** Milliseconds that the model itself has run since it was opened, where the embedder counts them. */
  modelTime?(): number;
  close(): Promise<void>;
};

/** A word that is one word piece of the model (two more are its special tokens) is in its vocabulary, and no slip. */
export function isOnePiece({ countTokens }: Embedder): (word: string) => boolean {
  return (word) => countTokens(word) <= 3;
}

export type Neighbour = { label: number; similarity: number };

/** Nearest neighbours by inner product over L2-normalised vectors. A label is the number a vector was added under. */
export type VectorIndex = {
  size: number;
  /** At most `k` neighbours, best first. Asking for more than there are gives all. */
  search(query: Float32Array, k: number): Neighbour[];
};

/** The texts that stand for one passage in vector space: the whole, and each of its sentences. */
export type PassageVectors = { passage: Float32Array; sentences: Float32Array[] };

/** A document as ingestion hands it to the store; `vectors[i]` belongs to `passages[i]`. */
export type IndexedDocument = {
  document: Document;
  passages: Passage[];
  vectors: PassageVectors[];
};

/** A passage with its row in the store, which is its label in the vector index. */
export type StoredPassage = Passage & { row: number };

/** The index folder, opened for reading. */
export type PassageStore = {
  /** The id of every document, in order of `source`. */
  documentIds(): string[];
  /** A document without its text. */
  document(id: string): Omit<Document, "text">;
  documentText(id: string): string;
  /** The passages of a document, in order of place. */
  passagesOf(documentId: string): StoredPassage[];
  /**
   * The row of a document's first passage; undefined when it has none. No row is used twice in one index: a document
   * whose first passage still has its row has not changed.
   */
  firstRow(documentId: string): number | undefined;
  passageVector(row: number): Float32Array;
  /** One vector for each sentence of the passage; components are given back within 1/254 of what was stored. */
  sentenceVectors(row: number): Float32Array[];
  /**
   * Rows of the passages in which all the given words stand next to each other, in order, ascending; words are compared
   * folded (case, accents), unstemmed. All of them, or the first `most`.
   */
  rowsWithPhrase(words: readonly string[], most?: number): number[];
};

/** A text as a reader takes it: where it stands, and its sentences in order. */
export type ReaderText = { context: string; sentences: readonly string[] };

/** How far a text answers a question, as log odds: the whole, and each sentence; none for those that were not read. */
export type Reading = { whole: number; sentences: (number | undefined)[] };

/** A model that reads a question together with a text (a cross-encoder). */
export type Reader = {
  /** What it is: its name and the checksum of its weights. */
  name: string;
  /** Reads each text with the question, in the order given. What is longer than the model can take is not read to its end. */
  read(question: string, texts: readonly ReaderText[]): Promise<Reading[]>;
  close(): Promise<void>;
};
