import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

let root: string | undefined;

/** The one that all others of this process are in: removed by one listener, however many there are. */
function openRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), "minutes-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A new empty folder, which goes when the process ends. */
export const scratchFolder = (): string => mkdtempSync(join((root ??= openRoot()), "scratch-"));
