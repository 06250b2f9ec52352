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
   * another: the store stays as it is, and another must be opened.
   */
  renew(): boolean;
  close(): void;
};

/** As a limit of rows. */
const ALL = -1;

type PassageRow = { row: number; data: string };

/**
 * Opens a database that ingestion wrote, for reading. It shows the state of this moment until it is
 * closed. `accept` sees what built it before anything else is read, and may throw.
 */
export function openStore(file: string, accept: (build: IndexBuild) => void): SqliteStore {
  const db = openForReading(file);
  try {
    accept(neededBuild(db));
    return storeOver(file, db);
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

/** A connection to the state of one moment, with what is asked of it over and over. */
type Snapshot = ReturnType<typeof snapshotOf>;

function snapshotOf(db: Connection) {
  const text = (sql: string) => db.prepare<[string], string>(sql).pluck();
  const bytes = (sql: string) => db.prepare<[number], Buffer>(sql).pluck();
  const number = (sql: string) => db.prepare<[string], number>(sql).pluck();
  return {
    db,
    revision: readMeta(db, "revision") ?? "",
    document: text("SELECT data FROM documents WHERE id = ?"),
    text: text("SELECT text FROM documents WHERE id = ?"),
    passages: db.prepare<[string], PassageRow>(
      "SELECT row, data FROM passages WHERE document = ? ORDER BY ordinal",
    ),
    firstRow: number("SELECT row FROM passages WHERE document = ? ORDER BY ordinal LIMIT 1"),
    passage: bytes("SELECT passage FROM vectors WHERE row = ?"),
    sentences: bytes("SELECT sentences FROM vectors WHERE row = ?"),
    phrase: db
      .prepare<[string, number], number>(
        "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?",
      )
      .pluck(),
  };
}

function storeOver(file: string, first: Connection): SqliteStore {
  let now = snapshotOf(first);
  const manifest = readManifest(first);
  const { dimensions } = manifest.model;
  const { revision } = now;
  const documentText = (id: string) => found(now.text.get(id), `document ${id}`);
  return {
    manifest,
    revision,
    vectorCount: passageCount(first),
    vectorRows: () => rowsOf(now.db),
    documentIds: () => documentIds(now.db),
    document: (id) => JSON.parse(found(now.document.get(id), `document ${id}`)),
    documentText,
    passagesOf: (id) => passagesOf(now, id, documentText(id)),
    firstRow: (id) => now.firstRow.get(id),
    passageVector: (row) => bytesToFloats(found(now.passage.get(row), `passage row ${row}`)),
    sentenceVectors: (row) =>
      unpackUnitVectors(found(now.sentences.get(row), `passage row ${row}`), dimensions),
    rowsWithPhrase: (words, most = ALL) => now.phrase.all(quotedPhrase(words), most),
    vectors: () => allVectors(now.db),
    renew() {
      const next = sameContent(file, revision);
      if (!next) return false;
      now.db.close();
      now = next;
      return true;
    },
    close: () => now.db.close(),
  };
}

/** The state of this moment, when its content is of a revision; null when it is another. */
function sameContent(file: string, revision: string): Snapshot | null {
  const next = snapshotOf(openForReading(file));
  if (next.revision === revision) return next;
  next.db.close();
  return null;
}

function documentIds(db: Connection): string[] {
  return db.prepare<[], string>("SELECT id FROM documents ORDER BY source").pluck().all();
}

function rowsOf(db: Connection): number[] {
  return db.prepare<[], number>("SELECT row FROM vectors ORDER BY row").pluck().all();
}

function passagesOf({ passages }: Snapshot, id: string, documentText: string): StoredPassage[] {
  return passages.all(id).map(({ row, data }) => {
    const passage: Omit<StoredPassage, "row" | "text"> = JSON.parse(data);
    return { ...passage, row, text: documentText.slice(passage.start, passage.end) };
  });
}

function* allVectors(db: Connection): IterableIterator<{ row: number; vector: Float32Array }> {
  const rows = db.prepare<[], [number, Buffer]>("SELECT row, passage FROM vectors ORDER BY row");
  for (const [row, bytes] of rows.raw().iterate()) yield { row, vector: bytesToFloats(bytes) };
}

/** How many vectors there are, too: a passage is written with its own. Counting those reads most of the file. */
function passageCount(db: Connection): number {
  return db.prepare<[], number>("SELECT count(*) FROM passages").pluck().get() ?? 0;
}

/** One FTS5 string: inside the quotes nothing is syntax, and its words must stand next to each other. */
function quotedPhrase(words: readonly string[]): string {
  return `"${words.join(" ").replaceAll("\0", " ").replaceAll('"', '""')}"`;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the index has no ${what}`);
  return value;
}
