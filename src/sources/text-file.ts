import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { failureReason, type SourceFile } from "./folder.ts";

/** The largest file that is read, bytes: a council's minutes of a meeting are a thousand times smaller. */
const MOST_BYTES = 64 * 1024 * 1024;

const LONGEST_SLUG = 40;

export type TextRead = { sha256: string; text: string };

/**
 * Reads a file as it stands: UTF-8, a byte order mark left out, nothing else changed. Throws the reason,
 * worded to follow the file's name, when it cannot be read, is not text or is blank.
 */
export async function readTextFile(file: SourceFile): Promise<TextRead> {
  if (file.bytes > MOST_BYTES) throw new Error(`is larger than ${MOST_BYTES / 1024 / 1024} MB`);
  const bytes = await readFile(file.path).catch((cause: unknown) => {
    throw new Error(failureReason(cause), { cause });
  });
  if (bytes.includes(0)) throw new Error("is not text (it holds NUL bytes)");
  const text = decoded(bytes);
  if (text.trim() === "") throw new Error("holds no text");
  return { sha256: createHash("sha256").update(bytes).digest("hex"), text };
}

/** A document's id: words from the file's name, to be recognised by, and a hash of its path in the folder. */
export function documentId(source: string): string {
  const name = basename(source, extname(source)).normalize("NFKD").toLowerCase();
  const slug = name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, LONGEST_SLUG);
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 10);
  return `${slug}-${hash}`.replace(/^-+/, "").replaceAll(/-+/g, "-");
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Error("is not UTF-8 text; save it as UTF-8", { cause });
  }
}
