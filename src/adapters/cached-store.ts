import { LRUCache } from "lru-cache";
import type { PassageStore } from "../retrieval/ports.ts";

/** Bytes of vectors and texts kept in memory, each. */
const VECTOR_BYTES = 512 * 1024 * 1024;
const TEXT_BYTES = 64 * 1024 * 1024;

/** A store that keeps in memory what was read last: the ranking reads the same vectors over and over. */
export function cachedStore(store: PassageStore): PassageStore {
  const passages = new LRUCache<number, Float32Array>({
    maxSize: VECTOR_BYTES,
    sizeCalculation: (vector) => vector.byteLength,
  });
  const sentences = new LRUCache<number, Float32Array[]>({
    maxSize: VECTOR_BYTES,
    sizeCalculation: (vectors) => 1 + vectors.reduce((sum, vector) => sum + vector.byteLength, 0),
  });
  const texts = new LRUCache<string, string>({
    maxSize: TEXT_BYTES,
    sizeCalculation: (text) => 1 + 2 * text.length,
  });
  return {
    ...store,
    documentText: (id) => cached(texts, id, store.documentText),
    passageVector: (row) => cached(passages, row, store.passageVector),
    sentenceVectors: (row) => cached(sentences, row, store.sentenceVectors),
  };
}

function cached<K extends {}, V extends {}>(cache: LRUCache<K, V>, key: K, read: (key: K) => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = read(key);
  cache.set(key, value);
  return value;
}
