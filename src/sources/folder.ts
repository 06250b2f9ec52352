import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { nameFault, printable } from "../formats/file-names.ts";
import { METADATA_FILE } from "./metadata.ts";

/** Names of the files that are read; what they hold is told by their bytes. */
const EXTENSIONS = /\.(?:txt|md|markdown|html?|pdf|docx|zip)$/i;

/** What is said of a file whose name is of no kind that is read. */
export const NOT_READ = "is not .txt, .md, .html, .pdf, .docx or .zip";

/** Whether a file is read, as far as its name tells. */
export function isDocumentName(name: string): boolean {
  return EXTENSIONS.test(name);
}

/** A file to ingest: `source` is its path in the folder with `/` separators. */
export type SourceFile = { folder: string; source: string; path: string; bytes: number };

export type Reported = { source: string; reason: string };

export type FolderListing = {
  /** Absolute path. */
  folder: string;
  /** In order of `source`. */
  files: SourceFile[];
  /** What is left alone, and why. READMEs, metadata and hidden files are left out of this, too. */
  skipped: Reported[];
  /** What could not be looked at, and why; a folder's source ends in `/`. */
  failures: Reported[];
};

/**
 * Lists the documents of a folder and its subfolders. Links are not followed: what they lead to inside the
 * folder is read where it stands, and nothing outside is. Throws when there is no such folder.
 */
export async function listFolder(folder: string): Promise<FolderListing> {
  const root = resolve(folder);
  await refuseNoFolder(folder);
  const listing: FolderListing = { folder: root, files: [], skipped: [], failures: [] };
  await walk(root, listing, await realpath(root));
  const bySource = (a: { source: string }, b: { source: string }) => (a.source < b.source ? -1 : 1);
  for (const list of [listing.files, listing.skipped, listing.failures]) list.sort(bySource);
  return listing;
}

/** Tells of a source whether the folder holds it, or may hold it where it could not be looked at. */
export function holdingOf(listing: FolderListing): (source: string) => boolean {
  const { files, skipped, failures } = listing;
  const listed = new Set([...files, ...skipped].map(({ source }) => source));
  const archives = files.filter(({ source }) => /\.zip$/i.test(source));
  const within = [
    ...failures.map(({ source }) => source),
    ...archives.map((file) => `${file.source}/`),
  ];
  return (source) => listed.has(source) || within.some((start) => source.startsWith(start));
}

async function refuseNoFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (!found) throw new Error(`there is no folder "${folder}"`);
  if (found.isDirectory()) return;
  throw new Error(`"${folder}" is not a folder; name the folder that holds the minutes`);
}

async function walk(path: string, listing: FolderListing, realRoot: string): Promise<void> {
  const here = sourceOf(listing.folder, path);
  try {
    for (const entry of await readdir(path, { withFileTypes: true })) {
      if (!isLeftOut(entry, here)) await visit(entry, path, listing, realRoot);
    }
  } catch (error) {
    listing.failures.push({ source: `${here}/`, reason: failureReason(error) });
  }
}

async function visit(
  entry: Dirent,
  parent: string,
  listing: FolderListing,
  realRoot: string,
): Promise<void> {
  const path = join(parent, entry.name);
  const source = sourceOf(listing.folder, path);
  const fault = nameFault(entry.name);
  if (fault !== null) {
    listing.failures.push({
      source: `${printable(source)}${entry.isDirectory() ? "/" : ""}`,
      reason: fault,
    });
  } else if (entry.isDirectory()) await walk(path, listing, realRoot);
  else {
    const reason = await skipReason(entry, path, realRoot);
    if (reason !== null) listing.skipped.push({ source, reason });
    else await addFile({ folder: listing.folder, source, path }, listing);
  }
}

/** A file that cannot be looked at keeps none of the others out. */
async function addFile(file: Omit<SourceFile, "bytes">, listing: FolderListing): Promise<void> {
  try {
    const { size } = await stat(file.path);
    listing.files.push({ ...file, bytes: size });
  } catch (error) {
    const misread = file.source.includes("\ufffd") && failureReason(error) === GONE;
    const reason = misread ? "has a name that is not UTF-8; rename it" : failureReason(error);
    listing.failures.push({ source: file.source, reason });
  }
}

/** Hidden files, READMEs and the metadata file are about the folder, not minutes. */
function isLeftOut({ name }: Dirent, here: string): boolean {
  return (
    name.startsWith(".") || /^readme(\.|$)/i.test(name) || (here === "" && name === METADATA_FILE)
  );
}

async function skipReason(entry: Dirent, path: string, realRoot: string): Promise<string | null> {
  if (entry.isSymbolicLink()) return linkReason(path, realRoot);
  if (!entry.isFile()) return "is not a file";
  if (entry.name === METADATA_FILE)
    return "describes documents only at the top of an ingested folder";
  return isDocumentName(entry.name) ? null : NOT_READ;
}

async function linkReason(path: string, realRoot: string): Promise<string> {
  const target = await realpath(path).catch(() => null);
  if (target === null) return "is a link to nothing";
  if (target !== realRoot && !target.startsWith(realRoot + sep))
    return "is a link out of the folder";
  return "is a link; what it leads to is read where it stands";
}

function sourceOf(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}

const GONE = "is no longer there";

/** The operating system's reason, in words. */
export function failureReason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EACCES" || code === "EPERM") return "may not be read (permission denied)";
  if (code === "ENOENT") return GONE;
  return error instanceof Error ? error.message : String(error);
}
