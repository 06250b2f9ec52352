import type { Connection } from "./sqlite-schema.ts";

/** What is left of a document that was withdrawn, so that no ingestion brings it back. `at` is ISO 8601. */
export type Withdrawn = {
  source: string;
  id: string;
  sha256: string;
  at: string;
  reason: string | null;
};

/** True when this source was withdrawn, or one of the same bytes. */
export function isWithdrawn(db: Connection, source: string, sha256: string): boolean {
  const row = db
    .prepare("SELECT 1 FROM withdrawn WHERE source = ? OR sha256 = ?")
    .get(source, sha256);
  return row !== undefined;
}

/** All tombstones, the latest first; none in a database of a format that had none. */
export function readWithdrawn(db: Connection): Withdrawn[] {
  const table = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'withdrawn'").get();
  if (table === undefined) return [];
  return db
    .prepare<[], Withdrawn>(
      "SELECT source, id, sha256, at, reason FROM withdrawn ORDER BY at DESC, source",
    )
    .all();
}

export function writeWithdrawn(
  db: Connection,
  { source, id, sha256, at, reason }: Withdrawn,
): void {
  db.prepare(
    "INSERT OR REPLACE INTO withdrawn (source, id, sha256, at, reason) VALUES (?, ?, ?, ?, ?)",
  ).run(source, id, sha256, at, reason);
}

/** Takes a tombstone away; gives what it was, or undefined when there is none by this id or source. */
export function removeWithdrawn(db: Connection, name: string): Withdrawn | undefined {
  const found = readWithdrawn(db).find(({ id, source }) => id === name || source === name);
  if (found) db.prepare("DELETE FROM withdrawn WHERE source = ?").run(found.source);
  return found;
}
