import type { TokenVectors } from "./model-session.ts";

/** The mean of a text's own token vectors (padding left out), brought to length 1. */
export function meanOf(vectors: TokenVectors, row: number, length: number): Float32Array {
  const { data, tokens, dimensions } = vectors;
  const sum = new Float32Array(dimensions);
  const first = row * tokens * dimensions;
  for (let token = 0; token < length; token++) {
    const offset = first + token * dimensions;
    for (let i = 0; i < dimensions; i++) sum[i]! += data[offset + i]!;
  }
  return normalised(sum);
}

/** The vector of a text's first token, brought to length 1. */
export function firstOf({ data, tokens, dimensions }: TokenVectors, row: number): Float32Array {
  const start = row * tokens * dimensions;
  return normalised(data.slice(start, start + dimensions));
}

/** Divides a vector by its length, in place; a vector of zeros stays as it is. */
export function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const x of vector) square += x * x;
  if (square === 0) return vector;
  const scale = 1 / Math.sqrt(square);
  for (let i = 0; i < vector.length; i++) vector[i]! *= scale;
  return vector;
}
