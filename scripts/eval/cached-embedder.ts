import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import type { Embedder, ModelDescription } from "../../src/retrieval/ports.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const HASH_BYTES = 32;
const BATCH = 256;

/** Vectors by hash of their text, one record a text: 32 bytes of sha256, then the numbers. */
function openVectorFile(path: string, dimensions: number) {
  const recordBytes = HASH_BYTES + 4 * dimensions;
  const vectors = new Map<string, Float32Array>();
  const stored = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  const whole = stored.length - (stored.length % recordBytes);
  if (whole < stored.length) truncateSync(path, whole);
  for (let at = 0; at < whole; at += recordBytes) {
    const numbers = stored.subarray(at + HASH_BYTES, at + recordBytes);
    const hash = stored.toString("hex", at, at + HASH_BYTES);
    vectors.set(hash, new Float32Array(Uint8Array.from(numbers).buffer));
  }
  return {
    get: (hash: string) => vectors.get(hash),
    add(hash: string, vector: Float32Array) {
      vectors.set(hash, vector);
      const numbers = Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
      appendFileSync(path, Buffer.concat([Buffer.from(hash, "hex"), numbers]));
    },
  };
}

const fileName = (model: ModelDescription): string =>
  `${sha256(JSON.stringify(model)).slice(0, 16)}.vectors`;

/**
 * An embedder that keeps every vector in a file of `folder`, keyed by model description and text, so
 * that measuring a big corpus again is quick. Grows without limit (1.6 kB a text): delete at will.
 */
export function cachedEmbedder(embedder: Embedder, folder: string): Embedder {
  mkdirSync(folder, { recursive: true });
  const { description } = embedder;
  const file = openVectorFile(join(folder, fileName(description)), description.dimensions);

  async function embedMissing(texts: readonly string[]): Promise<void> {
    const missing = [...new Set(texts)].filter((text) => file.get(sha256(text)) === undefined);
    for (let at = 0; at < missing.length; at += BATCH) {
      const batch = missing.slice(at, at + BATCH);
      const vectors = await embedder.embed(batch);
      vectors.forEach((vector, index) => file.add(sha256(batch[index] ?? ""), vector));
    }
  }

  return {
    ...embedder,
    async embed(texts) {
      await embedMissing(texts);
      return texts.map((text) => file.get(sha256(text)) ?? new Float32Array(0));
    },
  };
}
