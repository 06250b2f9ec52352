import { randomUUID } from "node:crypto";
import type { KnownVectors } from "../retrieval/index-document.ts";
import { type IndexBuild, type Manifest, type SourceRecord } from "../retrieval/manifest.ts";
import type { IndexedDocument } from "../retrieval/ports.ts";
import { faultIn } from "../retrieval/soundness.ts";
import { knownVectors, rememberTexts } from "./known-vectors.ts";
import { noteKeeper, type NoteKeeper } from "./sqlite-notes.ts";
import { runKeeper, type RunKeeper } from "./sqlite-runs.ts";
import { openForWriting, writeMeta, type Connection } from "./sqlite-schema.ts";
import { neededBuild, readBuild, readManifest } from "./sqlite-store.ts";
import { isWithdrawn, writeWithdrawn, type Withdrawn } from "./sqlite-withdrawn.ts";
import { floatsToBytes, packUnitVectors } from "./vector-bytes.ts";

/** Where an indexed source came from, and the content of what was indexed. */
export type SourceOrigin = SourceRecord & { folder: string };

export type StoreWriter = {
  /** What built the database, or undefined when it is new. */
  build(): IndexBuild | undefined;
  manifest(): Manifest;
  /** Marks the start of an ingestion; a new database is marked as built by `build`. */
  begin(build: IndexBuild): void;
  sources(): Map<string, SourceOrigin>;
  source(source: string): SourceOrigin | undefined;
  size(): { documents: number; passages: number };
  /** Puts a document in the place of all that was known from its source, in one transaction; not one that was withdrawn meanwhile. */
  replaceDocument(indexed: IndexedDocument, origin: SourceOrigin): void;
  removeDocument(source: string): void;
  /** True when this source was withdrawn, or one of the same bytes. */
  isWithdrawn(source: string, sha256: string): boolean;
  /** Takes over the tombstones of the index before. */
  inherit(withdrawn: readonly Withdrawn[]): void;
  known: KnownVectors;
  notes: NoteKeeper;
  runs: RunKeeper;
  /** Marks the end of an ingestion. */
  finish(): void;
  close(): void;
};

/** Opens or makes the database of an index, for ingestion. */
export function openStoreWriter(file: string): StoreWriter {
  const db = openForWriting(file);
  const remove = db.transaction((source: string) => {
    deleteSource(db, source);
    touch(db);
  });
  const insertPassages = passageInserter(db);
  const replace = db.transaction((indexed: IndexedDocument, origin: SourceOrigin) => {
    deleteSource(db, indexed.document.source);
    if (isWithdrawn(db, indexed.document.source, origin.sha256)) return;
    insertDocument(db, indexed, origin);
    insertPassages(indexed);
    touch(db);
  });
  const originOf = db.prepare<[string], SourceOrigin>(
    "SELECT folder, sha256, facts FROM documents WHERE source = ?",
  );
  const size = db.prepare<[], { documents: number; passages: number }>(
    `SELECT (SELECT count(*) FROM documents) AS documents, (SELECT count(*) FROM passages) AS passages`,
  );
  return {
    build: () => readBuild(db),
    manifest: () => readManifest(db),
    begin: (build) => {
      if (!readBuild(db)) writeMeta(db, "build", JSON.stringify(build));
      writeMeta(db, "finished", "no");
    },
    sources: () => readSources(db),
    source: (source) => originOf.get(source),
    size: () => size.get()!,
    replaceDocument(indexed, origin) {
      const fault = faultIn(indexed, neededBuild(db).model.dimensions);
      if (fault !== null) throw new Error(`${indexed.document.source} ${fault}`);
      replace.immediate(indexed, origin);
    },
    removeDocument: (source) => remove.immediate(source),
    isWithdrawn: (source, sha256) => isWithdrawn(db, source, sha256),
    inherit: (withdrawn) => withdrawn.forEach((one) => writeWithdrawn(db, one)),
    known: knownVectors(db, () => neededBuild(db).model.dimensions),
    notes: noteKeeper(db),
    runs: runKeeper(db),
    finish() {
      writeMeta(db, "finished", "yes");
      db.pragma("wal_checkpoint(PASSIVE)");
    },
    close: () => db.close(),
  };
}

/** Marks the content as changed. */
export function touch(db: Connection): void {
  writeMeta(db, "revision", randomUUID());
}

function readSources(db: Connection): Map<string, SourceOrigin> {
  const rows = db
    .prepare<[], SourceOrigin & { source: string }>(
      "SELECT source, folder, sha256, facts FROM documents",
    )
    .all();
  return new Map(rows.map(({ source, ...origin }) => [source, origin]));
}

/** Removes a document with its passages, vectors and words. */
export function deleteSource(db: Connection, source: string): void {
  db.prepare(
    `DELETE FROM words WHERE rowid IN
     (SELECT row FROM passages JOIN documents ON documents.id = document WHERE source = ?)`,
  ).run(source);
  db.prepare("DELETE FROM documents WHERE source = ?").run(source);
}

function insertDocument(db: Connection, { document }: IndexedDocument, origin: SourceOrigin): void {
  const { text, ...data } = document;
  db.prepare(
    "INSERT INTO documents (id, source, folder, sha256, facts, data, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(
    document.id,
    document.source,
    origin.folder,
    origin.sha256,
    origin.facts,
    JSON.stringify(data),
    text,
  );
}

function passageInserter(db: Connection): (indexed: IndexedDocument) => void {
  const passage = db.prepare("INSERT INTO passages (document, ordinal, data) VALUES (?, ?, ?)");
  const vector = db.prepare("INSERT INTO vectors (row, passage, sentences) VALUES (?, ?, ?)");
  const words = db.prepare("INSERT INTO words (rowid, text) VALUES (?, ?)");
  const remember = rememberTexts(db);
  return (indexed) =>
    indexed.passages.forEach(({ text, ...data }, i) => {
      const { document, vectors } = indexed;
      const row = passage.run(document.id, data.ordinal, JSON.stringify(data)).lastInsertRowid;
      const { passage: whole, sentences } = vectors[i]!;
      vector.run(row, floatsToBytes(whole), packUnitVectors(sentences, whole.length));
      words.run(row, text);
      remember(indexed, i, row);
    });
}
