import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeDurably } from "./durable-files.ts";

// An index folder holds generations, each a whole index in a folder of its own, and the file `current`,
// which names the one in use. A new generation takes over when `current` is replaced, in one rename.

const CURRENT = "current";
const GENERATION = /^generation-(\d+)$/;

/** The readable export of the manifest; the truth is in the database. */
export const MANIFEST_FILE = "manifest.json";

/** The database in a generation's folder. */
export function databaseIn(generation: string): string {
  return join(generation, "minutes.sqlite");
}

/** True when the folder holds an index that can be opened. */
export function hasIndex(dir: string): boolean {
  return currentGeneration(dir) !== null;
}

/** The folder of the generation in use; null when there is no index. */
export function currentGeneration(dir: string): string | null {
  const path = join(dir, CURRENT);
  if (!existsSync(path)) return null;
  const name = readFileSync(path, "utf8").trim();
  const folder = join(dir, name);
  return GENERATION.test(name) && existsSync(databaseIn(folder)) ? folder : null;
}

/** The folder of a generation that was begun and never put to use; null when there is none. */
export function pendingGeneration(dir: string): string | null {
  const current = currentGeneration(dir);
  const last = generations(dir).findLast((folder) => folder !== current);
  return last && existsSync(databaseIn(last)) ? last : null;
}

/** Makes the folder of a new generation, and removes what was begun and never put to use. */
export function newGeneration(dir: string): string {
  const last = generations(dir).at(-1);
  removeOthers(dir, currentGeneration(dir));
  const number = last ? numberOf(last) + 1 : 1;
  const folder = join(dir, `generation-${number}`);
  mkdirSync(folder);
  return folder;
}

/** Puts a generation to use, and removes the others; one that is still open elsewhere may stay until the next time. */
export function useGeneration(dir: string, folder: string): void {
  writeDurably(join(dir, CURRENT), `generation-${numberOf(folder)}\n`);
  removeOthers(dir, folder);
}

function generations(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => GENERATION.test(name))
    .map((name) => join(dir, name))
    .toSorted((a, b) => numberOf(a) - numberOf(b));
}

function numberOf(folder: string): number {
  return Number(folder.slice(folder.lastIndexOf("-") + 1));
}

function removeOthers(dir: string, kept: string | null): void {
  for (const folder of generations(dir)) {
    if (folder === kept) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}
