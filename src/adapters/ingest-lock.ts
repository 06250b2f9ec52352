import { join } from "node:path";
import { Database } from "./sqlite-driver.ts";

/**
 * Takes the right to write an index; gives the function that lets it go. The lock is the operating
 * system's, through SQLite, so it ends with the process that holds it, however that ends.
 * Throws when another process holds it.
 */
export function lockForIngestion(dir: string): () => void {
  const db = new Database(join(dir, "ingest.lock"), { timeout: 0 });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    db.close();
    throw new Error(`another ingestion is writing the index "${dir}"; wait until it has ended`, {
      cause,
    });
  }
  return () => db.close();
}
