import { setTimeout as sleep } from "node:timers/promises";
import { readManifest } from "./sqlite-store.ts";
import { currentGeneration, databaseIn, pendingGeneration } from "./index-layout.ts";
import { completeVectors, exportManifest } from "./index-writer.ts";
import { forgetVectors } from "./hnsw-file.ts";
import { lockForIngestion } from "./ingest-lock.ts";
import { openForWriting, type Connection } from "./sqlite-schema.ts";
import { deleteSource, touch } from "./sqlite-writer.ts";
import { removeWithdrawn, writeWithdrawn, type Withdrawn } from "./sqlite-withdrawn.ts";

/** How long a program that reads the old state is waited for, and how often it is looked at; milliseconds. */
const LONGEST_WAIT_MS = 10_000;
const POLL_MS = 500;

const STILL_READ =
  "a program still reads the index as it was; what was withdrawn leaves the log when that ends and the next ingestion runs";

export type WithdrawOptions = {
  /** Id or source of a document. */
  name: string;
  reason: string | null;
  onWarning: (message: string) => void;
};

/**
 * Takes a document, and others of the same bytes, out of an index at once, also while an ingestion is under way:
 * its text, words and vectors are overwritten. A tombstone keeps later ingestions from bringing it back. Gives the
 * tombstones. Throws one line when the index has no such document.
 */
export async function withdrawDocument(
  dir: string,
  options: WithdrawOptions,
): Promise<Withdrawn[]> {
  const { name, reason, onWarning } = options;
  const found = inGenerations(dir, (db) => entombed(db, name, reason)).flat();
  const withdrawn = [...new Map(found.map((one) => [one.source, one])).values()];
  if (withdrawn.length === 0) {
    throw new Error(`the index "${dir}" has no document "${name}"; give its id or its source`);
  }
  inGenerations(dir, (db) => bury(db, withdrawn));
  renewVectors(dir, onWarning);
  if (!(await emptyLogs(dir))) onWarning(STILL_READ);
  return withdrawn;
}

/** Takes a tombstone away, so that the next ingestion may bring the document back. Throws one line when there is none. */
export function restoreDocument(dir: string, name: string): Withdrawn {
  const [restored] = inGenerations(dir, (db) => removeWithdrawn(db, name) ?? []).flat();
  if (restored) return restored;
  throw new Error(`no document "${name}" was withdrawn from the index "${dir}"`);
}

/** Works on the index in use, and on one that is being built. Throws one line when there is none. */
function inGenerations<T>(dir: string, work: (db: Connection) => T): T[] {
  const generations = [currentGeneration(dir), pendingGeneration(dir)].filter(
    (one) => one !== null,
  );
  if (generations.length === 0) throw new Error(`there is no index in "${dir}"`);
  return generations.map((generation) => {
    const db = openForWriting(databaseIn(generation));
    try {
      return work(db);
    } finally {
      db.close();
    }
  });
}

/** The tombstones for a document of this id or source, held back or indexed, and for all of the same bytes. */
function entombed(db: Connection, name: string, reason: string | null): Withdrawn[] {
  const all = db
    .prepare<[], Pick<Withdrawn, "id" | "source" | "sha256">>(
      `SELECT id, source, sha256 FROM documents UNION ALL
       SELECT source, source, json_extract(data, '$.held.sha256') FROM notes
       WHERE json_extract(data, '$.held') IS NOT NULL`,
    )
    .all();
  const named = all.filter(({ id, source }) => id === name || source === name);
  const bytes = new Set(named.map(({ sha256 }) => sha256));
  const at = new Date().toISOString();
  return all.filter(({ sha256 }) => bytes.has(sha256)).map((one) => ({ ...one, at, reason }));
}

/** Removes documents for good; the full text is merged, so that it keeps nothing of removed words. */
function bury(db: Connection, withdrawn: readonly Withdrawn[]): void {
  db.transaction(() => {
    for (const one of withdrawn) {
      deleteSource(db, one.source);
      db.prepare("DELETE FROM notes WHERE source = ?").run(one.source);
      writeWithdrawn(db, one);
    }
    db.exec("INSERT INTO words (words) VALUES ('optimize')");
    touch(db);
  }).immediate();
}

/** Brings the vectors up to date, or leaves that to the ingestion that is under way. */
function renewVectors(dir: string, onWarning: (message: string) => void): void {
  const generation = currentGeneration(dir);
  if (!generation) return;
  const unlock = lockUnlessTaken(dir);
  if (!unlock) return forgetVectors(generation);
  try {
    completeVectors(generation, onWarning);
  } finally {
    unlock();
  }
}

function lockUnlessTaken(dir: string): (() => void) | null {
  try {
    return lockForIngestion(dir);
  } catch {
    return null;
  }
}

/**
 * Empties the logs of what was written last, which hold what was removed. A server that reads the old state is told,
 * and waited for. False when something goes on reading it.
 */
async function emptyLogs(dir: string): Promise<boolean> {
  for (let waited = 0; ; waited += POLL_MS) {
    tellServers(dir);
    const emptied = inGenerations(dir, emptyLog);
    if (emptied.every(Boolean)) return true;
    if (waited >= LONGEST_WAIT_MS) return false;
    await sleep(POLL_MS);
  }
}

function emptyLog(db: Connection): boolean {
  db.pragma("busy_timeout = 0");
  const rows = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
  return rows[0]?.busy === 0;
}

function tellServers(dir: string): void {
  const generation = currentGeneration(dir);
  if (!generation) return;
  const db = openForWriting(databaseIn(generation));
  try {
    exportManifest(dir, readManifest(db));
  } finally {
    db.close();
  }
}
