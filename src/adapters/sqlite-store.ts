import type { Document } from "../minutes/model.ts";
import {
  manifestOf,
  type IndexBuild,
  type Manifest,
  type SourceRecord,
} from "../retrieval/manifest.ts";
import type { PassageStore, StoredPassage } from "../retrieval/ports.ts";
import { openForReading, readMeta, type Connection } from "./sqlite-schema.ts";
import { bytesToFloats, unpackUnitVectors } from "./vector-bytes.ts";

export type SqliteStore = PassageStore & {
  manifest: Manifest;
  /** Changes with every change of the content. */
  revision: string;
  vectorCount: number;
  /** The row of every vector, ascending. */
  vectorRows(): number[];
  /** Every passage's vector with its row, in order of row. */
  vectors(): IterableIterator<{ row: number; vector: Float32Array }>;
  /**
   * Shows the state of this moment from now on, so that the log of older ones can go. False when the content is
   * another: the store must then be opened anew.
   */
  renew(): boolean;
  close(): void;
};

type PassageRow = { row: number; data: string; document: string };

/**
 * Opens a database that ingestion wrote, for reading. It shows the state of this moment until it is
 * closed. `accept` sees what built it before anything else is read, and may throw.
 */
export function openStore(file: string, accept: (build: IndexBuild) => void): SqliteStore {
  const db = openForReading(file);
  try {
    accept(neededBuild(db));
    return storeOver(db);
  } catch (error) {
    db.close();
    throw error;
  }
}

/** What the database says built it; undefined when ingestion had not begun. */
export function readBuild(db: Connection): IndexBuild | undefined {
  const text = readMeta(db, "build");
  return text === undefined ? undefined : JSON.parse(text);
}

/** What the database holds, as a manifest. */
export function readManifest(db: Connection): Manifest {
  const rows = db
    .prepare<[], SourceRecord & { source: string; folder: string }>(
      "SELECT source, folder, sha256, facts FROM documents",
    )
    .all();
  const sources = new Map(rows.map(({ source, sha256, facts }) => [source, { sha256, facts }]));
  const folders = [...new Set(rows.map(({ folder }) => folder))];
  const build = neededBuild(db);
  return manifestOf({ build, finished: readMeta(db, "finished") === "yes", folders, sources });
}

/** The same, of a database that must say it. */
export function neededBuild(db: Connection): IndexBuild {
  const build = readBuild(db);
  if (!build) throw new Error("the index does not say what built it");
  return build;
}

function storeOver(db: Connection): SqliteStore {
  const manifest = readManifest(db);
  const { dimensions } = manifest.model;
  const revision = readMeta(db, "revision") ?? "";
  const text = db.prepare<[string], string>("SELECT text FROM documents WHERE id = ?").pluck();
  const passage = db.prepare<[number], Buffer>("SELECT passage FROM vectors WHERE row = ?").pluck();
  const sentences = db
    .prepare<[number], Buffer>("SELECT sentences FROM vectors WHERE row = ?")
    .pluck();
  const phrase = db
    .prepare<[string], number>("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid")
    .pluck();
  return {
    manifest,
    revision,
    vectorCount: countOf(db, "vectors"),
    vectorRows: () => db.prepare<[], number>("SELECT row FROM vectors ORDER BY row").pluck().all(),
    documents: () => allDocuments(db),
    documentText: (id) => found(text.get(id), `document ${id}`),
    passages: () => allPassages(db),
    passageVector: (row) => bytesToFloats(found(passage.get(row), `passage row ${row}`)),
    sentenceVectors: (row) =>
      unpackUnitVectors(found(sentences.get(row), `passage row ${row}`), dimensions),
    rowsWithPhrase: (words) => phrase.all(quotedPhrase(words)),
    vectors: () => allVectors(db),
    renew() {
      db.exec("COMMIT; BEGIN");
      return (readMeta(db, "revision") ?? "") === revision;
    },
    close: () => db.close(),
  };
}

function allDocuments(db: Connection): Omit<Document, "text">[] {
  const rows = db.prepare<[], string>("SELECT data FROM documents ORDER BY source").pluck().all();
  return rows.map((data) => JSON.parse(data));
}

function allPassages(db: Connection): StoredPassage[] {
  const texts = new Map(
    db.prepare<[], [string, string]>("SELECT id, text FROM documents").raw().all(),
  );
  const rows = db
    .prepare<[], PassageRow>(
      `SELECT row, passages.data, document FROM passages JOIN documents ON documents.id = document
       ORDER BY source, ordinal`,
    )
    .all();
  return rows.map(({ row, data, document }) => {
    const passage: Omit<StoredPassage, "row" | "text"> = JSON.parse(data);
    return { ...passage, row, text: texts.get(document)!.slice(passage.start, passage.end) };
  });
}

function* allVectors(db: Connection): IterableIterator<{ row: number; vector: Float32Array }> {
  const rows = db.prepare<[], [number, Buffer]>("SELECT row, passage FROM vectors ORDER BY row");
  for (const [row, bytes] of rows.raw().iterate()) yield { row, vector: bytesToFloats(bytes) };
}

function countOf(db: Connection, table: "vectors"): number {
  return db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
}

/** One FTS5 string: inside the quotes nothing is syntax, and its words must stand next to each other. */
function quotedPhrase(words: readonly string[]): string {
  return `"${words.join(" ").replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the index has no ${what}`);
  return value;
}
