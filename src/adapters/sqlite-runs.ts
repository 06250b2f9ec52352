import type { Run, RunCounts } from "../retrieval/coverage.ts";
import type { Connection } from "./sqlite-schema.ts";

/** How many ingestions the index remembers. */
const RUNS_KEPT = 100;

export type RunKeeper = {
  /** Notes that an ingestion begins; gives what notes its end. */
  begin(): (counts: RunCounts) => void;
};

export function runKeeper(db: Connection): RunKeeper {
  return {
    begin() {
      const { lastInsertRowid } = db
        .prepare("INSERT INTO runs (started) VALUES (?)")
        .run(new Date().toISOString());
      db.prepare("DELETE FROM runs WHERE id <= ? - ?").run(lastInsertRowid, RUNS_KEPT);
      const end = db.prepare("UPDATE runs SET finished = ?, counts = ? WHERE id = ?");
      return (counts) =>
        void end.run(new Date().toISOString(), JSON.stringify(counts), lastInsertRowid);
    },
  };
}

/** The ingestions that are remembered, the last one first. */
export function readRuns(db: Connection): Run[] {
  return db
    .prepare<[], { started: string; finished: string | null; counts: string | null }>(
      "SELECT started, finished, counts FROM runs ORDER BY id DESC",
    )
    .all()
    .map(({ counts, ...run }) => ({ ...run, counts: counts === null ? null : JSON.parse(counts) }));
}
