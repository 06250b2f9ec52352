import { isNoRoom } from "./adapters/sqlite-schema.ts";
import { considerPart, type Considered, type PartTools } from "./ingest-parts.ts";
import type { Note } from "./retrieval/coverage-notes.ts";
import {
  eitherKnown,
  embedDocuments,
  textCount,
  type EmbeddedDocuments,
  type KnownVectors,
} from "./retrieval/index-document.ts";
import type { Feed } from "./sources/feed.ts";
import type { Reported } from "./sources/folder.ts";

/**
 * Texts that are embedded together, at the least: enough that batches are of one length, and a few seconds of work.
 * What is in the window is all that an ingestion loses when it is killed, and all that it keeps in memory.
 */
const WINDOW_TEXTS = 512;

/** Parts that are read while the model works. */
const READ_AHEAD = 4;

/** What ingestion did with the sources of its feeds. */
export type FeedCounts = {
  written: number;
  unchanged: number;
  removed: number;
  /** Documents of the index that are no longer there, and were kept. */
  gone: string[];
  heldBack: number;
  withdrawn: number;
  skipped: Reported[];
  failures: Reported[];
};

type Cut = Extract<Considered, { outcome: "cut" }>;

export type FeedRun = PartTools & {
  counts: FeedCounts;
  /** Remove documents that are gone. */
  prune: boolean;
  /** Hears of every part whose sources are written, or need not be. */
  onPart: () => void;
  signal: AbortSignal | undefined;
};

/** Brings the index up to date with one feed, up to where it is told to stop. */
export async function ingestFeed(feed: Feed, run: FeedRun): Promise<void> {
  noteListing(feed, run);
  const windows = windowsOf(feed, run);
  const seen = new Set<string>();
  try {
    for await (const part of ahead(feed, run)) {
      if (run.signal?.aborted) return;
      for (const { source } of part) seen.add(source);
      await windows.add(part);
    }
    await windows.flush();
  } finally {
    await windows.idle();
  }
  if (feed.whole && !run.signal?.aborted) removeGone(feed, seen, run);
}

/** What is embedded together, and how many parts end with it. */
type Window = { cuts: Cut[]; parts: number };

/**
 * Gathers what is to be embedded into windows. While the model works on one, the next is gathered; when the model has
 * begun with that, the first is written.
 */
function windowsOf(feed: Feed, run: FeedRun) {
  let window: Window = { cuts: [], parts: 0 };
  let texts = 0;
  let under: { embedding: Promise<EmbeddedDocuments>; window: Window } | null = null;

  /** Begins with the window that was gathered, and writes the one before. */
  async function flush() {
    const before = under;
    const known = before && (await before.embedding.catch(() => null))?.known;
    under = null;
    if (!run.signal?.aborted) under = { embedding: embedded(window.cuts, run, known), window };
    [window, texts] = [{ cuts: [], parts: 0 }, 0];
    if (before) await write(before.embedding, before.window);
  }

  async function write(embedding: Promise<EmbeddedDocuments>, { cuts, parts }: Window) {
    await writeWindow(feed, cuts, run, embedding);
    tellParts(parts);
  }

  function tellParts(parts: number) {
    for (let part = 0; part < parts; part++) run.onPart();
  }

  return {
    /** Ends when all that was gathered is written; when told to stop meanwhile, without what is left. */
    async flush() {
      await flush();
      if (under && !run.signal?.aborted) await write(under.embedding, under.window);
    },
    /** Resolves when the model has nothing under way any more, however that ended. */
    idle: () => under?.embedding.catch(() => null),
    async add(part: readonly Considered[]) {
      for (const one of part) {
        if (one.outcome !== "cut") settle(feed, one, run);
        else {
          window.cuts.push(one);
          texts += textCount(one.cut);
        }
      }
      window.parts++;
      if (texts >= WINDOW_TEXTS) await flush();
      else if (window.cuts.length === 0 && !under) tellParts(window.parts--);
    },
  };
}

function embedded(cuts: readonly Cut[], run: FeedRun, before?: KnownVectors | null): Promise<EmbeddedDocuments> {
  const stored = run.writer.known;
  const known = before ? eitherKnown(before, stored) : stored;
  const embedding = embedDocuments(cuts.map(({ cut }) => cut), run.embedder, known);
  embedding.catch(() => null);
  return embedding;
}

/** Reads the parts in turn, the next ones while the model works. */
async function* ahead(feed: Feed, run: FeedRun): AsyncGenerator<Considered[]> {
  const pending: Promise<Considered[]>[] = [];
  for (let next = 0; next < feed.parts.length || pending.length > 0;) {
    while (pending.length < READ_AHEAD && next < feed.parts.length) {
      pending.push(considerPart(feed, next++, run));
    }
    yield await pending.shift()!;
  }
}

/** What became of a source that is not to be embedded. */
function settle(feed: Feed, one: Exclude<Considered, Cut>, { writer, counts }: FeedRun): void {
  const { folder } = feed;
  const { source } = one;
  switch (one.outcome) {
    case "unchanged":
    case "withdrawn":
      counts[one.outcome]++;
      return;
    case "held-back":
      counts.heldBack++;
      if (writer.source(source)) writer.removeDocument(source);
      writer.notes.replace(folder, source, one.notes);
      return;
    case "failed":
    case "skipped":
      counts[one.outcome === "failed" ? "failures" : "skipped"].push(reportedOf(one));
      writer.notes.add(folder, one.notes);
  }
}

function reportedOf({ source, reason }: Reported): Reported {
  return { source, reason };
}

async function writeWindow(
  feed: Feed,
  cuts: readonly Cut[],
  run: FeedRun,
  embedding: Promise<EmbeddedDocuments>,
): Promise<void> {
  try {
    const { indexed } = await embedding;
    cuts.forEach(({ source, origin, notes }, i) => {
      run.writer.replaceDocument(indexed[i]!, origin);
      run.writer.notes.replace(feed.folder, source, notes);
      run.counts.written++;
    });
  } catch (error) {
    if (isNoRoom(error)) throw error;
    await writeAlone(feed, cuts, run, error);
  }
}

/** One document that cannot be embedded keeps none of the others out. */
async function writeAlone(feed: Feed, cuts: readonly Cut[], run: FeedRun, error: unknown): Promise<void> {
  if (cuts.length !== 1) {
    for (const one of cuts) await writeWindow(feed, [one], run, embedded([one], run));
    return;
  }
  const { source } = cuts[0]!;
  const reason = error instanceof Error ? error.message : String(error);
  const notes: Note[] = [{ source, kind: "failed", reason }];
  settle(feed, { outcome: "failed", source, reason, notes }, run);
}

/** What is left alone or could not be looked at, as the listing found it. */
function noteListing({ folder, skipped, failures }: Feed, { writer, counts }: FeedRun): void {
  writer.notes.replaceKind(folder, "skipped", notesOf(skipped, "skipped"));
  writer.notes.replaceKind(folder, "failed", notesOf(failures, "failed"));
  counts.failures.push(...failures);
  counts.skipped.push(...skipped);
}

/** Removes, or counts, the documents of a feed that it no longer has. */
function removeGone(feed: Feed, seen: ReadonlySet<string>, run: FeedRun): void {
  const { writer, counts } = run;
  const isThere = thereIn(feed, seen, counts.failures);
  const gone = [...writer.sources()]
    .filter(([source, { folder }]) => folder === feed.folder && !isThere(source))
    .map(([source]) => source);
  if (run.prune) {
    for (const source of gone) {
      writer.removeDocument(source);
      writer.notes.replace(feed.folder, source, []);
    }
    counts.removed += gone.length;
  } else counts.gone.push(...gone);
  const reason = "is no longer there; --prune removes it";
  const kept = run.prune ? [] : gone.map((source): Note => ({ source, kind: "gone", reason }));
  writer.notes.replaceKind(feed.folder, "gone", kept);
}

/** A source may still be there when it was seen, is skipped, or is below what could not be read. */
function thereIn({ skipped }: Feed, seen: ReadonlySet<string>, failures: readonly Reported[]) {
  const left = new Set(skipped.map(({ source }) => source));
  const shut = failures.map(({ source }) => (source.endsWith("/") ? source : `${source}/`));
  return (source: string) =>
    seen.has(source) || left.has(source) || shut.some((prefix) => source.startsWith(prefix));
}

function notesOf(reported: readonly Reported[], kind: Note["kind"]): Note[] {
  return reported.map(({ source, reason }) => ({ source, kind, reason }));
}
