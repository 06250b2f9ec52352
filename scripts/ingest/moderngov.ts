import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../../src/config.ts";
import type { PaperSummary, SiteHarvest } from "../../src/harvest.ts";
import { ingestSite, type SiteSummary } from "../../src/ingest-site.ts";
import { ingestProgress } from "./progress.ts";

export const MODERNGOV_USAGE = `usage: npm run ingest -- moderngov <site> [--committee ID]… [--since DATE] [--documents] [--index DIR]

  site          address of a council's ModernGov site, for example democracy.example.gov.uk
  --committee   number of a committee to read; may be given several times (default: all)
  --since       first day of the meetings to read, for example 2023-04-01 (default: all)
  --documents   fetch the reports and other public documents of the agenda items, too (default: minutes alone)
  --council     name of the council (default: what the site says)
  --index       folder of the index (default: INDEX_DIR, or index)
  --harvest     folder to keep what is fetched in (default: harvest in the folder of the index)
  --contact     mail or web address at which the site can reach you; sent with every request
  --user-agent  in the place of the one that names this program
  --delay       seconds between requests (default: 1, or what robots.txt asks for)
  --prune       forget meetings that the site no longer lists
  --model       embedding model: a bundled one, a folder, or a hub id (default: MODEL, or all-MiniLM-L6-v2)
  --include-held-back, --no-safeguards  as for folders: npm run ingest -- --help`;

/** Reads the command line behind "moderngov", fetches and ingests, and gives the exit code. */
export async function ingestModernGov(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help) {
    console.log(MODERNGOV_USAGE);
    return 0;
  }
  const config = readConfig();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const indexDir = values.index ?? config.INDEX_DIR;
  const progress = ingestProgress();
  try {
    const summary = await ingestSite({
      harvest: {
        site: siteIn(positionals),
        dir: values.harvest ?? join(indexDir, "harvest"),
        committees: committeesIn(values.committee),
        since: dateIn(values.since),
        documents: values.documents,
        prune: values.prune,
        contact: values.contact ?? null,
        userAgent: values["user-agent"] ?? null,
        request: values.delay === undefined ? {} : { delay: delayIn(values.delay) },
        onProgress: progress.fetching,
        onNotice: progress.warn,
        signal: stop.signal,
      },
      council: values.council ?? null,
      ingest: {
        indexDir,
        embedder: {
          model: values.model ?? config.MODEL,
          cacheDir: config.MODEL_CACHE,
          hub: config.MODEL_HUB,
          threads: config.MODEL_THREADS,
          ownThread: true,
          onProgress: progress.download,
        },
        safeguards: { on: !values["no-safeguards"], includeHeldBack: values["include-held-back"] },
        onProgress: progress.documents,
        onWarning: progress.warn,
        signal: stop.signal,
      },
    });
    progress.end();
    if (summary.harvest.council === null && values.council === undefined)
      console.error("warning: the site does not say its council's name; give it with --council");
    return report(summary);
  } finally {
    progress.end();
  }
}

function readArguments(args: string[]) {
  const text = { type: "string" } as const;
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      committee: { type: "string", multiple: true, default: [] },
      since: text,
      council: text,
      index: text,
      harvest: text,
      contact: text,
      "user-agent": text,
      delay: text,
      model: text,
      documents: { type: "boolean", default: false },
      prune: { type: "boolean", default: false },
      "include-held-back": { type: "boolean", default: false },
      "no-safeguards": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function siteIn([site, extra]: string[]): string {
  if (site === undefined) {
    throw new Error("name the site: npm run ingest -- moderngov democracy.example.gov.uk");
  }
  if (extra !== undefined) throw new Error(`name one site at a time; "${extra}" is one too many`);
  return site;
}

function committeesIn(given: readonly string[]): number[] {
  return given
    .flatMap((list) => list.split(","))
    .map((id) => {
      if (/^\d{1,9}$/.test(id.trim())) return Number(id);
      throw new Error(`--committee is "${id}", but must be a committee's number, such as 101`);
    });
}

function dateIn(given: string | undefined): string | null {
  if (given === undefined) return null;
  const date = /^\d{4}-\d\d-\d\d$/.test(given) ? new Date(given) : null;
  const exists = date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(given);
  if (exists && date.getTime() <= Date.now()) return given;
  throw new Error(`--since is "${given}", but must be a day up to today, such as 2023-04-01`);
}

/** Milliseconds of seconds. */
function delayIn(given: string): number {
  const seconds = Number(given);
  if (given.trim() !== "" && seconds >= 0 && seconds <= 3600) return seconds * 1000;
  throw new Error(`--delay is "${given}", but must be a number of seconds from 0 to 3600`);
}

function report({ harvest, ingest }: SiteSummary): number {
  const { papers } = harvest;
  for (const skipped of papers?.skipped ?? []) console.log(`skipped: ${skipped}`);
  for (const failure of [...harvest.failures, ...(papers?.failures ?? [])]) {
    console.error(`failed: ${failure}`);
  }
  console.log(harvestLine(harvest));
  if (papers) console.log(papersLine(papers));
  if (harvest.unlisted > harvest.pruned) {
    const kept = harvest.unlisted - harvest.pruned;
    console.error(
      `warning: ${kept} meetings are no longer listed by the site; --prune forgets them`,
    );
  }
  if (ingest) {
    const told = new Set(harvest.lacking.map(({ source }) => source));
    const failures = ingest.failures.filter(({ source }) => !told.has(source));
    for (const { source, reason } of failures) console.error(`failed: ${source} ${reason}`);
    const { documents, passages, written, unchanged, removed, heldBack } = ingest;
    const did = `${written} written, ${unchanged} unchanged, ${removed} removed`;
    const not = `${heldBack} held back, ${failures.length} failed`;
    console.log(`index: ${documents} documents, ${passages} passages: ${did}, ${not}`);
  }
  return exitCode({ harvest, ingest });
}

function harvestLine(harvest: SiteHarvest): string {
  const { listed, committees, written, unchanged, withoutMinutes, cancelled, failures } = harvest;
  const got = `${written} new or changed, ${unchanged} unchanged`;
  const not = `${withoutMinutes} without minutes, ${cancelled} cancelled, ${failures.length} failed`;
  const restricted =
    harvest.restricted > 0 ? `; ${harvest.restricted} restricted items passed over` : "";
  const resumed = harvest.resumed ? " (gone on with after an earlier stop)" : "";
  return `${committees} committees, ${listed} meetings${resumed}: ${got}, ${not}${restricted}`;
}

function papersLine({ listed, written, unchanged, skipped, failures }: PaperSummary): string {
  const not = `${skipped.length} left alone, ${failures.length} failed`;
  return `${listed} documents: ${written} new or changed, ${unchanged} unchanged, ${not}`;
}

function exitCode({ harvest, ingest }: SiteSummary): number {
  if (harvest.ended === "stopped" || ingest?.interrupted) {
    console.error("stopped before the end; run the same command again to go on");
    return 130;
  }
  if (harvest.ended === "too many failures") {
    console.error("too many meetings in a row failed; run the same command again later to go on");
    return 1;
  }
  if (harvest.papers?.givenUp) {
    console.error("too many documents in a row failed; run the same command again later to go on");
    return 1;
  }
  if (harvest.written + harvest.unchanged > 0) return 0;
  console.error("no minutes were found");
  return harvest.failures.length > 0 ? 1 : 0;
}
