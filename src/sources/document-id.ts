import { createHash } from "node:crypto";
import { basename, extname } from "node:path";

const LONGEST_SLUG = 40;

/** A document's id: words from the file's name, to be recognised by, and a hash of its path in the folder. */
export function documentId(source: string): string {
  const name = basename(source, extname(source)).normalize("NFKD").toLowerCase();
  const slug = name.replaceAll(/[^a-z0-9]+/g, "-").slice(0, LONGEST_SLUG);
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 10);
  return `${slug}-${hash}`.replace(/^-+/, "").replaceAll(/-+/g, "-");
}
