import type { CoveredDocument, CoverageFacts } from "../retrieval/coverage.ts";
import { currentGeneration, databaseIn } from "./index-layout.ts";
import { readNotes } from "./sqlite-notes.ts";
import { readRuns } from "./sqlite-runs.ts";
import { openForReading, type Connection } from "./sqlite-schema.ts";
import { readWithdrawn } from "./sqlite-withdrawn.ts";

/** What an index has and lacks at this moment. Throws one line when there is none. */
export function readCoverageFacts(dir: string): CoverageFacts {
  const generation = currentGeneration(dir);
  if (!generation)
    throw new Error(`there is no index in "${dir}"; run: npm run ingest -- --index ${dir}`);
  const db = openForReading(databaseIn(generation));
  try {
    return {
      documents: coveredDocuments(db),
      notes: readNotes(db),
      withdrawn: readWithdrawn(db).length,
      runs: readRuns(db),
    };
  } finally {
    db.close();
  }
}

function coveredDocuments(db: Connection): CoveredDocument[] {
  const rows = db
    .prepare<[], Omit<CoveredDocument, "paper"> & { paper: 0 | 1 }>(
      `SELECT source, data ->> '$.council' AS council, data ->> '$.body' AS body, data ->> '$.date' AS date,
              data ->> '$.paper' IS NOT NULL AS paper, coalesce(json_array_length(data, '$.pages'), 0) AS pages
       FROM documents ORDER BY source`,
    )
    .all();
  return rows.map((row) => ({ ...row, paper: row.paper === 1 }));
}
