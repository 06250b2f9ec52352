import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Keeper, MeetingRecord, PaperRecord } from "../sources/moderngov/ports.ts";
import { paperFile } from "../sources/moderngov/paper-file.ts";
import { writeDurably } from "./durable-files.ts";

/** The meetings whose minutes a harvest folder holds, in order of date. */
export function readRecords(folder: string): MeetingRecord[] {
  const records = recordsIn(join(folder, "meetings")) as MeetingRecord[];
  return records.toSorted((a, b) => (a.date === b.date ? a.id - b.id : a.date < b.date ? -1 : 1));
}

/** The documents put before meetings that a harvest folder holds, in order of date. */
export function readPapers(folder: string): PaperRecord[] {
  const records = recordsIn(join(folder, "papers")) as PaperRecord[];
  const keyOf = ({ date, url }: PaperRecord) => `${date} ${url}`;
  return records.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Removes files without a record, of a harvest that was killed: nobody would take them out when they are restricted. */
export function removeStrays(folder: string): void {
  const kept = { meetings: readRecords(folder), papers: readPapers(folder) };
  for (const [name, records] of Object.entries(kept)) {
    const files = new Set(records.map(({ file }) => file));
    for (const file of readdirSync(join(folder, name))) {
      if (!file.endsWith(".json") && !files.has(file)) rmSync(join(folder, name, file));
    }
  }
}

/** Keeps minutes, and beside them what is known of them. */
export function meetingKeeper(folder: string): Pick<Keeper, "records" | "keep" | "drop"> {
  const meetings = join(folder, "meetings");
  const recordPath = (id: number) => join(meetings, `${id}.json`);
  const read = (id: number) => readRecord(recordPath(id)) as MeetingRecord | null;
  const remove = (record: MeetingRecord | null) => {
    if (record) rmSync(join(meetings, record.file), { force: true });
  };
  return {
    records: () => readRecords(folder),
    keep(record, text) {
      const before = read(record.id);
      const path = join(meetings, record.file);
      const same = text === null || (existsSync(path) && readFileSync(path, "utf8") === text);
      if (same && isDeepStrictEqual(before, record)) return false;
      if (text !== null) writeDurably(path, text);
      writeDurably(recordPath(record.id), JSON.stringify(record));
      if (before?.file !== record.file) remove(before);
      return true;
    },
    drop(id) {
      const before = read(id);
      rmSync(recordPath(id), { force: true });
      remove(before);
      return before !== null;
    },
  };
}

/** Keeps what is known of documents whose bytes are there; `forget` takes an address out of the cache. */
export function paperKeeper(
  folder: string,
  forget: (url: string) => void,
): Pick<Keeper, "papers" | "keepPaper" | "dropPaper"> {
  const recordPath = (file: string) => join(folder, "papers", `${file}.json`);
  return {
    papers: () => readPapers(folder),
    keepPaper(record) {
      const path = recordPath(record.file);
      if (isDeepStrictEqual(readRecord(path), record)) return false;
      writeDurably(path, JSON.stringify(record));
      return true;
    },
    dropPaper(url) {
      forget(url);
      const file = paperFile(url);
      rmSync(join(folder, "papers", file), { force: true });
      rmSync(recordPath(file), { force: true });
    },
  };
}

function readRecord(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function recordsIn(folder: string): unknown[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.map((name) => readRecord(join(folder, name)));
}
