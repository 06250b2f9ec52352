import { LRUCache } from "lru-cache";

/** Word pieces that are kept: of the documents that are read ahead of the model, and of the passages that are read again. */
const MOST_TOKENS_KEPT = 1_000_000;

/** Tokenises each text once, as long as it is among the last ones. */
export function tokenCache(encode: (text: string) => number[]): (text: string) => number[] {
  const tokenised = new LRUCache<string, number[]>({
    maxSize: MOST_TOKENS_KEPT,
    sizeCalculation: (ids) => ids.length + 1,
  });
  return (text) => {
    const known = tokenised.get(text);
    if (known) return known;
    const ids = encode(text);
    tokenised.set(text, ids);
    return ids;
  };
}
