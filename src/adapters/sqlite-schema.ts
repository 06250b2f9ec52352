import { Database } from "./sqlite-driver.ts";

export type Connection = InstanceType<typeof Database>;

/** How long a connection waits for another's write to end, milliseconds. */
const BUSY_TIMEOUT = 5000;

/**
 * `passages.row` is the label in the vector index and is never used again (AUTOINCREMENT).
 * `data` holds a passage as JSON without its text, which is a slice of the document's.
 * `texts` finds the vector of a text that was embedded before: a passage's, or its sentence of that number.
 * `notes` are what ingestion has to say of sources: failed, skipped, held back, flagged.
 */
const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  folder TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  facts TEXT NOT NULL,
  data TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE TABLE passages (
  row INTEGER PRIMARY KEY AUTOINCREMENT,
  document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (document, ordinal)
) STRICT;
CREATE TABLE vectors (
  row INTEGER PRIMARY KEY REFERENCES passages (row) ON DELETE CASCADE,
  passage BLOB NOT NULL,
  sentences BLOB NOT NULL
) STRICT;
CREATE TABLE texts (
  hash BLOB PRIMARY KEY,
  row INTEGER NOT NULL REFERENCES passages (row) ON DELETE CASCADE,
  sentence INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX texts_of_row ON texts (row);
CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started TEXT NOT NULL,
  finished TEXT,
  counts TEXT
) STRICT;
CREATE TABLE notes (
  folder TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX notes_of_source ON notes (source);
CREATE TABLE withdrawn (
  source TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT
) STRICT;
CREATE VIRTUAL TABLE words USING fts5(
  text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2"
);
`;

/**
 * Opens the database for writing, making it when there is none. `synchronous = FULL`: embedding a
 * document costs far more than syncing it, so what is committed may as well be safe from a power cut.
 * `secure_delete`: what is removed is overwritten, and does not linger in free pages.
 */
export function openForWriting(file: string): Connection {
  const db = new Database(file, { timeout: BUSY_TIMEOUT });
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("secure_delete = ON");
  const tables = db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get();
  if (tables === 0) db.transaction(() => db.exec(SCHEMA))();
  return db;
}

/** Opens the database for reading, at the state of this moment: what is written later is not seen. */
export function openForReading(file: string): Connection {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  db.exec("BEGIN");
  db.prepare("SELECT count(*) FROM meta").get();
  return db;
}

export function readMeta(db: Connection, key: string): string | undefined {
  return db.prepare<[string], string>("SELECT value FROM meta WHERE key = ?").pluck().get(key);
}

export function writeMeta(db: Connection, key: string, value: string): void {
  db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)").run(key, value);
}

/** True of errors which mean that the file is no whole database of ours. */
export function isDamage(error: unknown): boolean {
  if (!(error instanceof Database.SqliteError)) return false;
  return /^SQLITE_(CORRUPT|NOTADB|ERROR)/.test(error.code);
}

/** True of errors which mean that the disk takes no more: full, over a quota or a limit, or failing. */
export function isNoRoom(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return /^(?:SQLITE_FULL|SQLITE_IOERR|ENOSPC|EFBIG|EDQUOT|EIO)/.test(String(error.code));
}
