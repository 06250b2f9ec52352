import type { Range } from "./addresses.ts";
import type { Lacking } from "./lacking.ts";
import type { ListFailure } from "./lists.ts";
import type { PaperSummary } from "./papers.ts";

export type HarvestOptions = {
  /** Address of the site, or of any of its pages. */
  site: string;
  /** Ids of the committees to read; empty for all. */
  committees: readonly number[];
  range: Range;
  /** Fetch the documents that were put before the meetings, too. */
  documents: boolean;
  /** Forget meetings of the range that the site no longer lists. */
  prune: boolean;
  onProgress: (progress: HarvestProgress) => void;
  onNotice: (message: string) => void;
  signal?: AbortSignal;
};

/** `remaining` is milliseconds, as far as the pace so far tells; null before it does. */
export type HarvestProgress = {
  what: "meetings" | "documents";
  done: number;
  total: number;
  remaining: number | null;
};

export type HarvestSummary = {
  /** The council's name, where the site gives one. */
  council: string | null;
  committees: number;
  /** Meetings that were listed. */
  listed: number;
  /** Meetings whose minutes are new or changed; the same as before; not there (yet); cancelled. */
  written: number;
  unchanged: number;
  withoutMinutes: number;
  cancelled: number;
  /** Restricted agenda items that were passed over. */
  restricted: number;
  /** Meetings kept from before that the site no longer lists, and how many of them were forgotten. */
  unlisted: number;
  pruned: number;
  /** Of the documents put before the meetings; null where they were not asked for, or it did not come so far. */
  papers: PaperSummary | null;
  /** One line for each meeting, or list of them, that could not be had. */
  failures: string[];
  /** The same, and documents, for a report of what the index lacks. */
  lacking: Lacking[];
  /** Why it ended before its end; null when it did not. */
  ended: "stopped" | "too many failures" | null;
};

/** Of a harvest that has listed what there is, and fetched nothing yet. */
export function emptySummary(
  council: string | null,
  committees: number,
  listed: number,
  failures: readonly ListFailure[],
): HarvestSummary {
  const counts = {
    written: 0,
    unchanged: 0,
    withoutMinutes: 0,
    cancelled: 0,
    restricted: 0,
    unlisted: 0,
    pruned: 0,
  };
  return {
    council,
    committees,
    listed,
    ...counts,
    papers: null,
    failures: failures.map(({ line }) => line),
    lacking: failures.map(({ line: _line, ...rest }) => ({ ...rest, paper: false, date: null })),
    ended: null,
  };
}
