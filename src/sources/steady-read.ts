import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { failureReason } from "./folder.ts";

/** The largest file that is read, bytes: a council's minutes of a meeting are a thousand times smaller. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** How often a file is read that something else writes to meanwhile. */
const ATTEMPTS = 2;

export type SteadyBytes = { bytes: Buffer; /** Hex. */ sha256: string };

/**
 * Reads a file as it stood at one moment. When it changes while it is read, it is read once more.
 * Throws the reason, worded to follow the file's name, when it cannot be read, is too large or goes on changing.
 */
export async function readSteadily(path: string): Promise<SteadyBytes> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const bytes = await readOnce(path);
    if (bytes) return { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
  }
  throw new Error("changed while it was read; ingest it again when nothing writes to it");
}

/** The file's bytes; null when it was changed meanwhile. */
async function readOnce(path: string): Promise<Buffer | null> {
  try {
    const file = await open(path, "r");
    try {
      const before = await file.stat({ bigint: true });
      refuseLarge(Number(before.size));
      const bytes = await file.readFile();
      refuseLarge(bytes.length);
      const after = await file.stat({ bigint: true });
      const still = before.mtimeNs === after.mtimeNs && before.ctimeNs === after.ctimeNs;
      return still && BigInt(bytes.length) === after.size ? bytes : null;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new Error(failureReason(cause), { cause });
  }
}

function refuseLarge(size: number): void {
  if (size > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES / 1024 / 1024} MB`);
}
