import { createHash } from "node:crypto";
import { embeddingTexts } from "../retrieval/embedding-texts.ts";
import type { KnownVectors } from "../retrieval/index-document.ts";
import type { IndexedDocument } from "../retrieval/ports.ts";
import type { Connection } from "./sqlite-schema.ts";
import { bytesToFloats, unpackUnitVectors } from "./vector-bytes.ts";

/** Bytes of a text's hash that are kept: enough that no two texts of an index share them. */
const HASH_BYTES = 16;

type Kind = "passage" | "sentence";

/** Finds the vectors of texts that the index has embedded before; sentences come back as they are kept, in 8 bits. */
export function knownVectors(db: Connection, dimensions: () => number): KnownVectors {
  const passage = db
    .prepare<[Buffer], Buffer>(
      `SELECT passage FROM texts JOIN vectors USING (row) WHERE hash = ? AND sentence IS NULL`,
    )
    .pluck();
  const sentence = db
    .prepare<[number, number, Buffer], Buffer>(
      `SELECT substr(sentences, 1 + sentence * ?, ?) FROM texts JOIN vectors USING (row)
     WHERE hash = ? AND sentence IS NOT NULL`,
    )
    .pluck();
  return {
    ofPassage(text) {
      const bytes = passage.get(hashOf("passage", text));
      return bytes && bytesToFloats(bytes);
    },
    ofSentence(text) {
      const size = dimensions();
      const bytes = sentence.get(size, size, hashOf("sentence", text));
      return bytes && unpackUnitVectors(bytes, size)[0];
    },
  };
}

/** Gives what notes down, for a passage of a stored document, whose vectors stand in its row. */
export function rememberTexts(db: Connection) {
  const insert = db.prepare<[Buffer, number | bigint, number | null]>(
    "INSERT OR IGNORE INTO texts (hash, row, sentence) VALUES (?, ?, ?)",
  );
  return ({ document, passages, vectors }: IndexedDocument, at: number, row: number | bigint) => {
    const { passage, sentences } = embeddingTexts(document, passages[at]!);
    insert.run(hashOf("passage", passage), row, null);
    const kept = Math.min(sentences.length, vectors[at]!.sentences.length);
    for (let i = 0; i < kept; i++) insert.run(hashOf("sentence", sentences[i]!), row, i);
  };
}

function hashOf(kind: Kind, text: string): Buffer {
  return createHash("sha256").update(`${kind}\n${text}`).digest().subarray(0, HASH_BYTES);
}
