import type { SiteAddresses } from "./addresses.ts";
import { messageOf, notHad } from "./fallback.ts";
import type { HarvestOptions } from "./harvest-summary.ts";
import type { Lacking } from "./lacking.ts";
import { paceOf } from "./pace.ts";
import { leftAlone, paperFile, refuseNoDocument } from "./paper-file.ts";
import type { PaperEntry } from "./paper-list.ts";
import { failureKind, type Keeper } from "./ports.ts";

/** What became of the documents put before the meetings. */
export type PaperSummary = {
  /** Documents that are linked for the public to read. */
  listed: number;
  written: number;
  unchanged: number;
  /** A line for each that is of a kind that is not read, or at another site; and for each that could not be had. */
  skipped: string[];
  failures: string[];
  lacking: Lacking[];
  /** They were given up after several failures in a row. */
  givenUp: boolean;
  stopped: boolean;
};

/** After this many failures in a row the other documents are left for the next time. */
const PATIENCE = 5;

type Tools = { keeper: Keeper; addresses: SiteAddresses };
type Options = Pick<HarvestOptions, "onProgress" | "signal">;

/** Fetches documents, one after the other. One that cannot be had is reported, and what was kept of it stays. */
export async function harvestPapers(
  entries: readonly PaperEntry[],
  tools: Tools,
  { onProgress, signal }: Options,
): Promise<PaperSummary> {
  const summary = emptySummary(entries.length);
  const started = performance.now();
  let failed = 0;
  for (const [done, entry] of entries.entries()) {
    onProgress({ what: "documents", ...paceOf(started, done, entries.length) });
    try {
      if (signal?.aborted) return { ...summary, stopped: true };
      await harvestPaper(entry, tools, summary);
      failed = 0;
    } catch (error) {
      const kind = failureKind(error);
      if (kind === "stopped") return { ...summary, stopped: true };
      summary.failures.push(`${nameOf(entry)}: ${messageOf(error)}`);
      const { url: source, committeeId, date } = entry;
      summary.lacking.push({ source, reason: notHad(error), paper: true, committeeId, date });
      // That one is not there, or too large, says nothing of the next.
      failed = kind === "missing" || kind === "too large" ? 0 : failed + 1;
      if (failed === PATIENCE) return { ...summary, givenUp: done + 1 < entries.length };
    }
  }
  onProgress({ what: "documents", ...paceOf(started, entries.length, entries.length) });
  return summary;
}

function emptySummary(listed: number): PaperSummary {
  const counts = { listed, written: 0, unchanged: 0 };
  return { ...counts, skipped: [], failures: [], lacking: [], givenUp: false, stopped: false };
}

async function harvestPaper(
  entry: PaperEntry,
  { keeper, addresses }: Tools,
  summary: PaperSummary,
): Promise<void> {
  const { url } = entry;
  const reason = leftAlone(url, addresses.base);
  if (reason !== null) {
    summary.skipped.push(`${nameOf(entry)}: ${url} ${reason}`);
    return;
  }
  const file = paperFile(url);
  const check = (body: Uint8Array) => refuseNoDocument(url, body);
  const isNew = await keeper.reader.file(url, `papers/${file}`, check);
  const changed = keeper.keepPaper({ ...entry, file }) || isNew;
  summary[changed ? "written" : "unchanged"]++;
}

function nameOf({ title, meetingId, date }: PaperEntry): string {
  return `document "${title.slice(0, 80)}" of meeting ${meetingId} of ${date}`;
}
