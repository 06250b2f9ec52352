/** Steps to 1 of a component kept in 8 bits. */
const STEPS = 127;

export function floatsToBytes(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** Copies, because the bytes of a database row need not be aligned. */
export function bytesToFloats(bytes: Buffer): Float32Array {
  const copy = new Uint8Array(bytes);
  return new Float32Array(copy.buffer);
}

/** Unit vectors one after the other, a signed byte a component: `round(x * 127)`. */
export function packUnitVectors(vectors: readonly Float32Array[], dimensions: number): Buffer {
  const packed = new Int8Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    for (let i = 0; i < dimensions; i++)
      packed[row * dimensions + i] = Math.round(vector[i]! * STEPS);
  });
  return Buffer.from(packed.buffer);
}

/** The vectors that `packUnitVectors` packed, each component within 1/254 of what it was. */
export function unpackUnitVectors(bytes: Buffer, dimensions: number): Float32Array[] {
  const packed = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: packed.length / dimensions }, (_, row) =>
    Float32Array.from(packed.subarray(row * dimensions, (row + 1) * dimensions), (x) => x / STEPS),
  );
}
