import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Bytes read at a time when a file is hashed. */
const PIECE = 1 << 20;

/** Writes a file so that a crash leaves the old content or the new, never a part. */
export function writeDurably(path: string, text: string): void {
  const aside = asideOf(path);
  writeFileSync(aside, text, { flush: true });
  replaceDurably(aside, path);
}

/** A name beside `path` that no other process writes to. */
export function asideOf(path: string): string {
  return `${path}.${process.pid}.part`;
}

/** Syncs the file `aside` and puts it in the place of `path`. */
export function replaceDurably(aside: string, path: string): void {
  syncPath(aside, "r+");
  renameSync(aside, path);
  if (process.platform !== "win32") syncPath(dirname(path), "r");
}

/** Hex sha256 of a file, read in pieces. */
export function sha256OfFileSync(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.allocUnsafe(PIECE);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) {
      hash.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

function syncPath(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
