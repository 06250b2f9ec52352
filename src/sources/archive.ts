import { createHash } from "node:crypto";
import { posix } from "node:path";
import { listZip, readZipEntry } from "../formats/zip.ts";
import { isDocumentName, NOT_READ, type Reported } from "./folder.ts";
import { MOST_BYTES } from "./steady-read.ts";

/** A file of an archive; `source` is the archive's with the file's path in it: "2024.zip/may/minutes.pdf". */
export type ArchivedFile = {
  source: string;
  /** Hex, of the unpacked bytes. */
  sha256: string;
  /** Unpacks the file (again). */
  read(): Promise<Buffer>;
};

/**
 * Lists the documents of a zip archive, each unpacked once for its hash and not kept. What cannot be read is a
 * failure of its own; READMEs, hidden files and folders of the packing program are left out. Throws the reason,
 * worded to follow the archive's name, when the archive cannot be read.
 */
export async function listArchive(
  source: string,
  bytes: Uint8Array,
): Promise<{ files: ArchivedFile[]; skipped: Reported[]; failures: Reported[] }> {
  const listing = await listZip(bytes);
  const at = (name: string) => `${source}/${name}`;
  const failures = listing.refused.map(({ name, reason }) => ({ source: at(name), reason }));
  const files: ArchivedFile[] = [];
  const skipped: Reported[] = [];
  for (const { name, bytes: size } of listing.files) {
    if (isLeftOut(name)) continue;
    if (!isDocumentName(name)) skipped.push({ source: at(name), reason: NOT_READ });
    else if (size > MOST_BYTES) failures.push({ source: at(name), reason: "is larger than 64 MB" });
    else {
      const file = await hashed(at(name), () => readZipEntry(bytes, name));
      if ("reason" in file) failures.push(file);
      else files.push(file);
    }
  }
  return { files, skipped, failures };
}

async function hashed(
  source: string,
  read: () => Promise<Buffer>,
): Promise<ArchivedFile | Reported> {
  try {
    return {
      source,
      read,
      sha256: createHash("sha256")
        .update(await read())
        .digest("hex"),
    };
  } catch (error) {
    return { source, reason: error instanceof Error ? error.message : String(error) };
  }
}

function isLeftOut(name: string): boolean {
  const parts = name.split("/");
  if (parts.some((part) => part.startsWith(".") || part === "__MACOSX")) return true;
  return /^readme(\.|$)/i.test(posix.basename(name));
}
