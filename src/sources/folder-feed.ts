import { isArchive } from "../formats/read-format.ts";
import { listArchive } from "./archive.ts";
import type { Extracted, Feed, FeedEntry } from "./feed.ts";
import { holdingOf, listFolder, type Reported, type SourceFile } from "./folder.ts";
import { readMetadata, type Metadata } from "./metadata.ts";
import { MOST_BYTES, readSteadily } from "./steady-read.ts";

/** Gives the words of a file by its bytes and name; throws the reason, worded to follow the file's name. */
export type Extract = (bytes: Uint8Array, name: string) => Promise<Extracted>;

/** Lists a folder of minutes. Throws one line when there is none, and when its metadata is wrong. */
export async function folderFeed(path: string, extract: Extract): Promise<Feed> {
  const listing = await listFolder(path);
  const { folder, files, skipped, failures } = listing;
  const metadata = await readMetadata(folder);
  metadata.refuseStrangers(holdingOf(listing));
  return {
    folder,
    skipped,
    failures,
    // What is too large to be read takes no time.
    parts: files.map(({ bytes }) => ({ bytes: bytes > MOST_BYTES ? 0 : bytes })),
    whole: true,
    read: (part) => readFile(files[part]!, metadata, extract),
  };
}

async function readFile(
  { source, path }: SourceFile,
  metadata: Metadata,
  extract: Extract,
): ReturnType<Feed["read"]> {
  try {
    const { bytes, sha256 } = await readSteadily(path);
    const isZip = /\.zip$/i.test(source) && (await isArchive(bytes));
    if (isZip) return await archived(source, bytes, metadata, extract);
    const given = metadata.factsFor(source);
    const entry = { source, sha256, given, extract: () => extract(bytes, source) };
    return { entries: [entry], failures: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { entries: [], failures: [{ source, reason }] };
  }
}

async function archived(
  archive: string,
  bytes: Buffer,
  metadata: Metadata,
  extract: Extract,
): Promise<{ entries: FeedEntry[]; failures: Reported[]; skipped: Reported[] }> {
  const { files, skipped, failures } = await listArchive(archive, bytes);
  if (files.length + skipped.length + failures.length === 0)
    skipped.push({ source: archive, reason: "is an archive without documents" });
  const entries = files.map(({ source, sha256, read }) => ({
    source,
    sha256,
    given: metadata.factsFor(source),
    extract: async () => extract(await read(), source),
  }));
  return { entries, failures, skipped };
}
