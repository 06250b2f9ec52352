import { considerPart, type Considered } from "./ingest-parts.ts";
import type { FeedRun } from "./ingest-run.ts";
import { windowsOf } from "./ingest-windows.ts";
import type { Note } from "./retrieval/coverage-notes.ts";
import type { Feed } from "./sources/feed.ts";
import type { Reported } from "./sources/folder.ts";

/** Parts that are read while the model works. */
const READ_AHEAD = 4;

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
