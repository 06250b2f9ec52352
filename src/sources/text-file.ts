import { createHash } from "node:crypto";
import { basename, extname } from "node:path";
import type { Extracted } from "./feed.ts";

const LONGEST_SLUG = 40;

/**
 * Gives the text of a file as it stands: UTF-8, a byte order mark left out, nothing else changed. Throws the
 * reason, worded to follow the file's name, when it is not text or is blank.
 */
export async function extractText(bytes: Buffer, _name: string): Promise<Extracted> {
  if (bytes.includes(0)) throw new Error("is not text (it holds NUL bytes)");
  const text = decoded(bytes);
  if (text.trim() === "") throw new Error("holds no text");
  return { text };
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
