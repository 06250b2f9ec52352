import { join } from "node:path";
import { openHarvest, readSiteFacts } from "./adapters/harvest-folder.ts";
import { POLITE, politeFetch, type PoliteOptions } from "./adapters/polite-fetch.ts";
import { siteAddresses } from "./sources/moderngov/addresses.ts";
import { harvestSite } from "./sources/moderngov/harvest.ts";
import type { HarvestOptions, HarvestSummary } from "./sources/moderngov/harvest-summary.ts";
import { stillLacking } from "./sources/moderngov/lacking.ts";
import { failureKind } from "./sources/moderngov/ports.ts";

export type { HarvestProgress, HarvestSummary } from "./sources/moderngov/harvest-summary.ts";
export type { PaperSummary } from "./sources/moderngov/papers.ts";

/** The name under which a robots.txt may speak to the program. */
export const PROGRAM = "ask-the-minutes";

export type SiteHarvestOptions = Omit<HarvestOptions, "range"> & {
  /** Folder of all harvests; each site has its own in it. */
  dir: string;
  /** First day of meetings to read; ISO date. Without it all. */
  since: string | null;
  /** Who runs this: a mail or web address, to be reached at; null when not given. */
  contact: string | null;
  /** In the place of the one that names the program. */
  userAgent: string | null;
  /** Milliseconds; `POLITE` where it is not given. */
  request?: Partial<Pick<PoliteOptions, "delay" | "timeout" | "retries" | "backoff" | "maxBytes">>;
};

export type SiteHarvest = HarvestSummary & {
  /** Where the minutes are. */
  folder: string;
  /** It went on with an earlier harvest that had not come to its end. */
  resumed: boolean;
};

/** No council's site has minutes from before. */
const FIRST_DAY = "1970-01-01";

/**
 * Fetches the minutes of a ModernGov site into a folder, slowly. What was fetched stays when it is stopped or
 * fails. Throws one line when the site cannot be read at all.
 */
export async function harvest(options: SiteHarvestOptions): Promise<SiteHarvest> {
  const { base, key } = siteAddresses(options.site);
  const folder = join(options.dir, key);
  const fetcher = politeFetch({
    ...POLITE,
    ...options.request,
    program: PROGRAM,
    userAgent: options.userAgent ?? userAgent(options.contact),
    onNotice: options.onNotice,
    ...(options.signal && { signal: options.signal }),
  });
  const keeper = openHarvest(folder, fetcher);
  try {
    const range = { from: options.since ?? FIRST_DAY, to: today() };
    const summary = await harvestSite(keeper, { ...options, range });
    const before = readSiteFacts(folder)?.lacking ?? [];
    const scope = { ...options, range };
    const stopped = summary.ended === "stopped";
    const lacking = stopped ? before : stillLacking(before, summary.lacking, scope);
    keeper.describe({ address: base, council: summary.council, lacking });
    if (summary.ended === null) keeper.finish();
    return { ...summary, folder, resumed: keeper.resumed };
  } catch (error) {
    if (failureKind(error) !== "stopped" && !keeper.resumed) keeper.finish();
    throw error;
  } finally {
    keeper.close();
  }
}

/** Says what asks, how to reach who runs it, and how to stop it. */
export function userAgent(contact: string | null): string {
  const reach = contact === null ? "" : `contact ${contact}; `;
  return `${PROGRAM}/0.1 (makes council minutes searchable; ${reach}to stop it, disallow ${PROGRAM} in robots.txt)`;
}

/** By the clock of this machine. */
function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
