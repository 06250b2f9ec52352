import { existsSync } from "node:fs";
import { join } from "node:path";
import type { IndexWriter } from "./adapters/index-writer.ts";
import type { SourceOrigin } from "./adapters/sqlite-writer.ts";
import { parseDocument } from "./minutes/parse.ts";
import { safeguarded } from "./minutes/safeguarded.ts";
import type { Note } from "./retrieval/coverage-notes.ts";
import { cutDocument, type CutDocument } from "./retrieval/index-document.ts";
import { contentHash } from "./retrieval/manifest.ts";
import type { Embedder } from "./retrieval/ports.ts";
import type { Extracted, Feed, FeedEntry } from "./sources/feed.ts";
import type { Reported } from "./sources/folder.ts";
import { documentId } from "./sources/document-id.ts";

export type Safeguards = {
  /** Look for exempt and confidential parts and for personal numbers. */
  on: boolean;
  /** Index what is marked as exempt or confidential all the same. */
  includeHeldBack: boolean;
};

export type PartTools = {
  writer: IndexWriter;
  embedder: Embedder;
  safeguards: Safeguards;
  /** The feed that gave each source of this ingestion first. */
  claimed: Map<string, string>;
};

/** What becomes of one source. */
export type Considered =
  | { outcome: "unchanged" | "withdrawn"; source: string }
  | { outcome: "failed" | "skipped"; source: string; reason: string; notes: Note[] }
  | { outcome: "held-back"; source: string; notes: Note[] }
  | { outcome: "cut"; source: string; cut: CutDocument; origin: SourceOrigin; notes: Note[] };

/** Reads one part of a feed, up to what is to be embedded. Does not throw. */
export async function considerPart(
  feed: Feed,
  part: number,
  tools: PartTools,
): Promise<Considered[]> {
  const { entries, failures, skipped = [] } = await feed.read(part);
  const considered: Considered[] = [
    ...failures.map((one) => reported("failed", one)),
    ...skipped.map((one) => reported("skipped", one)),
  ];
  for (const entry of entries) {
    try {
      considered.push(await considerEntry(feed, entry, tools));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      considered.push(reported("failed", { source: entry.source, reason }, entry));
    }
  }
  return considered;
}

async function considerEntry(feed: Feed, entry: FeedEntry, tools: PartTools): Promise<Considered> {
  const { source } = entry;
  const { writer, safeguards } = tools;
  if (writer.isWithdrawn(source, entry.sha256)) return { outcome: "withdrawn", source };
  const other = otherHome(feed, source, tools);
  if (other) throw new Error(`is in "${other}", too; ingest one folder that holds both`);
  const facts = contentHash({ ...entry.given, sourceUrl: entry.sourceUrl, safeguards });
  const origin = { folder: feed.folder, sha256: entry.sha256, facts };
  if (isKnown(source, origin, writer)) return { outcome: "unchanged", source };
  return withinSafeguards(entry, await entry.extract(), origin, tools);
}

function withinSafeguards(
  entry: FeedEntry,
  extracted: Extracted,
  origin: SourceOrigin,
  { embedder, safeguards }: PartTools,
): Considered {
  const { source } = entry;
  const { kept, findings } = safeguards.on
    ? safeguarded(extracted, safeguards.includeHeldBack)
    : { kept: extracted, findings: [] };
  const held = kept ? {} : { held: { sha256: origin.sha256, facts: origin.facts } };
  const found = findings.map(({ kind, reason, places }): Note => ({
    source,
    kind,
    reason,
    places,
    ...whose(entry),
  }));
  if (!kept)
    return { outcome: "held-back", source, notes: found.map((note) => ({ ...note, ...held })) };
  const incomplete = (kept.notes ?? []).map((reason): Note => ({
    source,
    kind: "incomplete",
    reason,
    ...whose(entry),
  }));
  const cut = cutDocument(documentOf(entry, kept), embedder);
  return { outcome: "cut", source, cut, origin, notes: [...found, ...incomplete] };
}

/** Another place that has a source of this name; a folder that was moved is not two. */
function otherHome(
  { folder }: Feed,
  source: string,
  { writer, claimed }: PartTools,
): string | null {
  const first = claimed.get(source);
  if (first !== undefined && first !== folder) return first;
  claimed.set(source, folder);
  const before = writer.source(source)?.folder;
  if (before === undefined || before === folder) return null;
  return existsSync(join(before, source)) ? before : null;
}

function isKnown(source: string, origin: SourceOrigin, writer: IndexWriter): boolean {
  const before = writer.source(source);
  if (before) return contentHash(before) === contentHash(origin);
  const held = writer.notes.heldBack(source);
  return held?.sha256 === origin.sha256 && held.facts === origin.facts;
}

function documentOf(
  { source, sha256, given, sourceUrl, paper }: FeedEntry,
  { text, pages, headings }: Extracted,
) {
  const { title, ...facts } = given;
  const parsed = parseDocument({
    id: documentId(source),
    source,
    sha256,
    text,
    facts,
    ...(sourceUrl !== undefined && { sourceUrl }),
    ...(paper && { paper }),
    ...(pages && { pages }),
    ...(headings && { headings }),
  });
  return title === null ? parsed : { ...parsed, title };
}

function reported(
  outcome: "failed" | "skipped",
  { source, reason }: Reported,
  entry?: FeedEntry,
): Considered {
  const notes: Note[] = [{ source, kind: outcome, reason, ...whose(entry) }];
  return { outcome, source, reason, notes };
}

function whose(entry: FeedEntry | undefined): Pick<Note, "council" | "body"> {
  return entry ? { council: entry.given.council, body: entry.given.body } : {};
}
