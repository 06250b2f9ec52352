import { buffer as readAll } from "node:stream/consumers";
import yauzl from "yauzl";
import type { Entry, ZipFile } from "yauzl";
import { nameFault, printable } from "./file-names.ts";

/** More files than any archive of minutes holds; listing so many takes a moment. */
const MOST_ENTRIES = 10_000;
/** Unpacked bytes of all files together. */
const MOST_UNPACKED = 2 * 1024 ** 3;
/** Text packs some 20 times at best; a bomb up to 1,032 times. Small files may be blank and pack better. */
const MOST_PACKED = 200;
const SMALL = 1024 ** 2;

export type ZipFileEntry = { name: string; bytes: number };

export type ZipListing = {
  /** In order of `name`; `bytes` unpacked. Folders are left out. */
  files: ZipFileEntry[];
  /** What is not read, and why. */
  refused: { name: string; reason: string }[];
};

const OPTIONS = { lazyEntries: true, decodeStrings: false, autoClose: false } as const;

/**
 * Lists a zip archive without unpacking it. Names that lead out of the archive, encrypted files, files that unpack
 * to more than 200 times their size, archives inside it and names that stand twice are refused one by one. Throws
 * the reason when it is broken, holds more than 10,000 files or unpacks to more than 2 GB.
 */
export async function listZip(bytes: Uint8Array): Promise<ZipListing> {
  return withBytes(bytes, async (zip) => {
    const listing: ZipListing = { files: [], refused: [] };
    const seen = new Set<string>();
    for (const [name, entry] of await entriesOf(zip)) {
      if (name.endsWith("/")) continue;
      const reason = seen.has(name) ? "stands twice in the archive" : refusal(name, entry);
      seen.add(name);
      if (reason === null) listing.files.push({ name, bytes: entry.uncompressedSize });
      else listing.refused.push({ name: printable(name), reason });
    }
    listing.files.sort((a, b) => (a.name < b.name ? -1 : 1));
    return listing;
  });
}

/** The unpacked bytes of one file of an archive. Throws the reason, worded to follow the file's name. */
export async function readZipEntry(bytes: Uint8Array, name: string): Promise<Buffer> {
  return withBytes(bytes, async (zip) => {
    const found = (await entriesOf(zip)).find(([other]) => other === name);
    if (!found) throw new Error("is not in the archive");
    const reason = refusal(name, found[1]);
    if (reason !== null) throw new Error(reason);
    return broken(unpacked(zip, found[1]));
  });
}

async function unpacked(zip: ZipFile, entry: Entry): Promise<Buffer> {
  return readAll(await zip.openReadStreamPromise(entry));
}

/** Names in a zip archive. Throws the reason when it is broken. */
export async function zipNames(bytes: Uint8Array): Promise<string[]> {
  return withBytes(bytes, async (zip) => (await entriesOf(zip)).map(([name]) => name));
}

/**
 * Throws when the files of an archive whose names pass `wanted` unpack to more than `most` bytes. They are
 * unpacked to tell: what an archive says of its sizes need not be true.
 */
export async function refuseBomb(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  most: number,
): Promise<void> {
  await withBytes(bytes, async (zip) => {
    let left = most;
    for (const [name, entry] of await entriesOf(zip)) {
      if (!wanted(name)) continue;
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        left -= (chunk as Buffer).length;
        if (left < 0) throw new Error(`unpacks to more than ${most / 1024 ** 2} MB`);
      }
    }
  });
}

async function withBytes<T>(bytes: Uint8Array, use: (zip: ZipFile) => Promise<T>): Promise<T> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await broken(yauzl.fromBufferPromise(buffer, OPTIONS));
  try {
    return await use(zip);
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<[string, Entry][]> {
  const most = MOST_ENTRIES.toLocaleString("en");
  if (zip.entryCount > MOST_ENTRIES) throw new Error(`holds more than ${most} files`);
  const entries: [string, Entry][] = [];
  let sum = 0;
  await broken(
    (async () => {
      for await (const entry of zip.eachEntry()) entries.push([nameOf(entry), entry]);
    })(),
  );
  for (const [, entry] of entries) sum += entry.uncompressedSize;
  if (sum > MOST_UNPACKED) throw new Error("unpacks to more than 2 GB");
  return entries;
}

function nameOf(entry: Entry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function refusal(name: string, entry: Entry): string | null {
  if (yauzl.validateFileName(name) !== null) return "has a path that leads out of the archive";
  if (/\.zip$/i.test(name)) return "is an archive inside an archive; unpack it";
  const fault = nameFault(name);
  if (fault !== null) return fault;
  if (entry.isEncrypted()) return "is encrypted";
  const { compressedSize, uncompressedSize } = entry;
  const isBomb = uncompressedSize > SMALL && uncompressedSize > compressedSize * MOST_PACKED;
  return isBomb ? `unpacks to more than ${MOST_PACKED} times its size` : null;
}

async function broken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`is broken: ${reason}`, { cause });
  }
}
