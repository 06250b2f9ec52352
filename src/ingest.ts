import { existsSync } from "node:fs";
import { join } from "node:path";
import { openIndexWriter, type IndexWriter } from "./adapters/index-writer.ts";
import type { SourceOrigin } from "./adapters/sqlite-writer.ts";
import { openEmbedder, type EmbedderOptions } from "./adapters/transformers-embedder.ts";
import type { Document } from "./minutes/model.ts";
import { parseDocument } from "./minutes/parse.ts";
import { indexDocument } from "./retrieval/index-document.ts";
import { contentHash } from "./retrieval/manifest.ts";
import type { Embedder } from "./retrieval/ports.ts";
import { listFolder, holdingOf } from "./sources/folder.ts";
import type { FolderListing, Reported, SourceFile } from "./sources/folder.ts";
import { readMetadata, type GivenFacts, type Metadata } from "./sources/metadata.ts";
import { documentId, readTextFile, type TextRead } from "./sources/text-file.ts";

export type IngestProgress = {
  /** Files looked at, of all. */
  done: number;
  total: number;
  /** Milliseconds that the rest will take, as far as the pace so far tells; null before it does. */
  remaining: number | null;
};

export type IngestOptions = {
  folders: readonly string[];
  indexDir: string;
  embedder: EmbedderOptions;
  /** Start from nothing; the present index stays in use until the new one is whole. */
  rebuild?: boolean;
  onProgress?: (progress: IngestProgress) => void;
  onWarning: (message: string) => void;
  /** When aborted, the document under way is finished and the rest left for the next ingestion. */
  signal?: AbortSignal;
};

export type IngestSummary = {
  /** Documents and passages in the index now. */
  documents: number;
  passages: number;
  /** What this ingestion did with the files it found. */
  written: number;
  unchanged: number;
  removed: number;
  skipped: Reported[];
  failures: Reported[];
  interrupted: boolean;
  /** Milliseconds. */
  took: number;
};

type Folder = { listing: FolderListing; metadata: Metadata };
type Counts = { written: number; unchanged: number; removed: number; failures: Reported[] };

/**
 * Brings an index up to date with folders of minutes: reads what is new or changed, leaves what is not, and
 * removes what is gone from these folders. A file that cannot be read is reported and what the index had of
 * it stays. Throws one line when there is nothing to ingest, when nothing could be, when metadata is wrong,
 * and when the index or the model refuses.
 */
export async function ingest(options: IngestOptions): Promise<IngestSummary> {
  const started = performance.now();
  const folders = await readFolders(options.folders);
  const embedder = await openEmbedder(options.embedder);
  try {
    const { indexDir, rebuild = false, onWarning } = options;
    const writer = openIndexWriter(indexDir, { model: embedder.description, rebuild, onWarning });
    try {
      const counts = await ingestFolders(folders, { writer, embedder }, options);
      const interrupted = options.signal?.aborted ?? false;
      if (!interrupted) finish(writer, counts);
      const skipped = folders.flatMap(({ listing }) => listing.skipped);
      const took = performance.now() - started;
      return { ...writer.size(), ...counts, skipped, interrupted, took };
    } finally {
      writer.close();
    }
  } finally {
    await embedder.close();
  }
}

async function readFolders(paths: readonly string[]): Promise<Folder[]> {
  const folders: Folder[] = [];
  for (const path of new Set(paths)) {
    const listing = await listFolder(path);
    const metadata = await readMetadata(listing.folder);
    metadata.refuseStrangers(holdingOf(listing));
    folders.push({ listing, metadata });
  }
  if (folders.some(({ listing }) => listing.files.length > 0)) return folders;
  const named = paths.map((path) => `"${path}"`).join(", ");
  throw new Error(`there is nothing to ingest in ${named}: no .txt or .md file that may be read`);
}

function finish(writer: IndexWriter, { failures }: Counts): void {
  if (writer.size().documents === 0) {
    const [first] = failures;
    throw new Error(`nothing could be ingested; ${first?.source} ${first?.reason}`);
  }
  writer.finish();
}

type Tools = { writer: IndexWriter; embedder: Embedder };
type Outcome = "written" | "unchanged" | { reason: string };

async function ingestFolders(
  folders: Folder[],
  tools: Tools,
  { onProgress, signal }: IngestOptions,
): Promise<Counts> {
  const failures = folders.flatMap(({ listing }) => listing.failures);
  const removed = removeGone(folders, tools.writer);
  const counts: Counts = { written: 0, unchanged: 0, removed, failures };
  const files = folders.flatMap(({ listing }) => listing.files);
  const metadata = new Map(folders.map((folder) => [folder.listing.folder, folder.metadata]));
  const remainingAt = paceOver(files);
  for (const [done, file] of files.entries()) {
    if (signal?.aborted) return counts;
    onProgress?.({ done, total: files.length, remaining: remainingAt(done) });
    const facts = metadata.get(file.folder)!.factsFor(file.source);
    const outcome = await ingestFile(file, facts, tools);
    if (typeof outcome === "string") counts[outcome]++;
    else failures.push({ source: file.source, reason: outcome.reason });
  }
  onProgress?.({ done: files.length, total: files.length, remaining: 0 });
  return counts;
}

/** Removes the documents of these folders that are no longer there, and gives their number. */
function removeGone(folders: Folder[], writer: IndexWriter): number {
  const holdings = new Map(folders.map(({ listing }) => [listing.folder, holdingOf(listing)]));
  const gone = [...writer.sources()].filter(
    ([source, { folder }]) => holdings.get(folder)?.(source) === false,
  );
  for (const [source] of gone) writer.removeDocument(source);
  return gone.length;
}

async function ingestFile(file: SourceFile, given: GivenFacts, tools: Tools): Promise<Outcome> {
  const before = tools.writer.source(file.source);
  if (before && isElsewhere(before, file)) {
    return { reason: `is in "${before.folder}", too; ingest one folder that holds both` };
  }
  const read = await attempt(() => readTextFile(file));
  if ("reason" in read) return read;
  const origin = { folder: file.folder, sha256: read.value.sha256, facts: contentHash(given) };
  if (before && contentHash(before) === contentHash(origin)) return "unchanged";
  const indexed = await attempt(() =>
    indexDocument(documentOf(file, read.value, given), tools.embedder),
  );
  if ("reason" in indexed) return indexed;
  tools.writer.replaceDocument(indexed.value, origin);
  return "written";
}

/** Two folders may hold files of one path; a folder that was moved is not two. */
function isElsewhere({ folder }: SourceOrigin, file: SourceFile): boolean {
  return folder !== file.folder && existsSync(join(folder, file.source));
}

function documentOf(
  { source }: SourceFile,
  { text, sha256 }: TextRead,
  given: GivenFacts,
): Document {
  const { title, ...facts } = given;
  const parsed = parseDocument({ id: documentId(source), source, sha256, text, facts });
  return title === null ? parsed : { ...parsed, title };
}

async function attempt<T>(work: () => Promise<T>): Promise<{ value: T } | { reason: string }> {
  try {
    return { value: await work() };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Estimates what is left from the bytes done so far; asked for every file in turn. */
function paceOver(files: SourceFile[]): (done: number) => number | null {
  const started = performance.now();
  let left = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let through = 0;
  return (done) => {
    const last = files[done - 1]?.bytes ?? 0;
    through += last;
    left -= last;
    return through === 0 ? null : ((performance.now() - started) / through) * left;
  };
}
