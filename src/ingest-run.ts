import type { Considered, PartTools } from "./ingest-parts.ts";
import type { Feed } from "./sources/feed.ts";
import type { Reported } from "./sources/folder.ts";

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

export type Cut = Extract<Considered, { outcome: "cut" }>;

export type FeedRun = PartTools & {
  counts: FeedCounts;
  /** Remove documents that are gone. */
  prune: boolean;
  /** Hears of every part whose sources are written, or need not be. */
  onPart: () => void;
  signal: AbortSignal | undefined;
};

/** What became of a source that is not to be embedded. */
export function settle(
  feed: Feed,
  one: Exclude<Considered, Cut>,
  { writer, counts }: FeedRun,
): void {
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
