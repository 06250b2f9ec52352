import type { Note, NoteKind } from "../retrieval/coverage-notes.ts";
import type { Connection } from "./sqlite-schema.ts";

export type FolderNote = Note & { folder: string };

/** Keeps what ingestion has to say of sources. */
export type NoteKeeper = {
  /** Puts these in the place of all notes about a source. */
  replace(folder: string, source: string, notes: readonly Note[]): void;
  add(folder: string, notes: readonly Note[]): void;
  /** Puts these in the place of all notes of a kind from a folder. */
  replaceKind(folder: string, kind: NoteKind, notes: readonly Note[]): void;
  /** The hashes of a source that is held back whole. */
  heldBack(source: string): { sha256: string; facts: string } | undefined;
};

export function noteKeeper(db: Connection): NoteKeeper {
  const insert = db.prepare("INSERT INTO notes (folder, source, kind, data) VALUES (?, ?, ?, ?)");
  const heldBack = db
    .prepare<[string], string>("SELECT data FROM notes WHERE source = ? AND kind = 'held-back'")
    .pluck();
  const add = (folder: string, notes: readonly Note[]) => {
    for (const { source, kind, ...data } of notes) {
      insert.run(folder, source, kind, JSON.stringify(data));
    }
  };
  const replace = db.transaction((folder: string, source: string, notes: readonly Note[]) => {
    db.prepare("DELETE FROM notes WHERE source = ?").run(source);
    add(folder, notes);
  });
  const replaceKind = db.transaction((folder: string, kind: NoteKind, notes: readonly Note[]) => {
    db.prepare("DELETE FROM notes WHERE folder = ? AND kind = ?").run(folder, kind);
    add(folder, notes);
  });
  return {
    replace: (folder, source, notes) => replace.immediate(folder, source, notes),
    add,
    replaceKind: (folder, kind, notes) => replaceKind.immediate(folder, kind, notes),
    heldBack(source) {
      const data = heldBack.all(source).map((text): Pick<Note, "held"> => JSON.parse(text));
      return data.find(({ held }) => held)?.held;
    },
  };
}

/** All notes, in order of source. */
export function readNotes(db: Connection): FolderNote[] {
  return db
    .prepare<[], { folder: string; source: string; kind: NoteKind; data: string }>(
      "SELECT folder, source, kind, data FROM notes ORDER BY source, rowid",
    )
    .all()
    .map(({ data, ...note }) => ({ ...note, ...JSON.parse(data) }));
}
