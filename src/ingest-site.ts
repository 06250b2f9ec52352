import { harvestFeed } from "./adapters/harvest-feed.ts";
import { hasIndex } from "./adapters/index-layout.ts";
import { openExtractor } from "./formats/extractor.ts";
import { harvest, type SiteHarvest, type SiteHarvestOptions } from "./harvest.ts";
import { ingest, type IngestOptions, type IngestSummary } from "./ingest.ts";

export type IngestSiteOptions = {
  harvest: SiteHarvestOptions;
  /** In the place of the name that the site gives its council. */
  council: string | null;
  ingest: Omit<IngestOptions, "folders" | "feeds" | "prune">;
};

/** `ingest` is null when the harvest was stopped, or there are no minutes. */
export type SiteSummary = { harvest: SiteHarvest; ingest: IngestSummary | null };

/**
 * Fetches the minutes of a ModernGov site and brings an index up to date with all that was ever fetched of it. What
 * the site has taken back goes from the index, too. Throws one line as `harvest` and `ingest` do.
 */
export async function ingestSite(options: IngestSiteOptions): Promise<SiteSummary> {
  const harvested = await harvest(options.harvest);
  if (harvested.ended === "stopped") return { harvest: harvested, ingest: null };
  const extractor = openExtractor();
  try {
    const { extract } = extractor;
    const feed = harvestFeed(harvested.folder, { extract, council: options.council });
    const nothing = feed.parts.length === 0 && !hasIndex(options.ingest.indexDir);
    if (nothing) return { harvest: harvested, ingest: null };
    const feeds = [feed];
    const summary = await ingest({ ...options.ingest, folders: [], feeds, prune: true });
    return { harvest: harvested, ingest: summary };
  } finally {
    await extractor.close();
  }
}
