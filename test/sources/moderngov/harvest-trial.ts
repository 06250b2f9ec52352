import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { harvest, type SiteHarvest, type SiteHarvestOptions } from "../../../src/harvest.ts";
import { serveSite, type Misbehaviour, type SiteServer } from "./site-server.ts";

/** The repository's own fake site, and one of its answers. */
export const OWN = join(import.meta.dirname, "../../fixtures/moderngov");
export const fixtureText = (name: string) => readFileSync(join(OWN, name), "utf8");

/** What some sites answer with status 200 when something went wrong. */
export const SORRY =
  "<!DOCTYPE html><html><head><title>Sorry, an error occurred</title></head><body>Error</body></html>";

/** A fake site and a folder to harvest it into. */
export type HarvestTrial = {
  site: SiteServer;
  dir: string;
  run(options?: Partial<SiteHarvestOptions>): Promise<SiteHarvest>;
  /** The folder of the site's harvest. */
  folder(): string;
  /** Whatever the harvest has written, in one text. */
  everything(): string;
  end(): Promise<void>;
};

export async function startTrial(): Promise<HarvestTrial> {
  const dir = mkdtempSync(join(tmpdir(), "harvest-"));
  const site = await serveSite(OWN);
  const folder = () => join(dir, readdirSync(dir)[0]!);
  return {
    site,
    dir,
    folder,
    run: (options = {}) => harvest({ ...optionsFor(site.url, dir), ...options }),
    everything: () =>
      filesBelow(folder())
        .map((path) => readFileSync(path, "utf8"))
        .join("\n"),
    async end() {
      await site.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** How the site is harvested, unless a test says otherwise. */
export function optionsFor(site: string, dir: string): SiteHarvestOptions {
  return {
    site,
    dir,
    committees: [],
    since: null,
    documents: false,
    prune: false,
    contact: null,
    userAgent: null,
    request: { delay: 0, backoff: 1, retries: 2, timeout: 5000 },
    onProgress: () => undefined,
    onNotice: () => undefined,
  };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("ingest.lock"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Answers addresses that hold `part` in another way. */
export function at(part: string, answer: Misbehaviour): Misbehaviour {
  return (request, response) => (request.url ?? "").includes(part) && answer(request, response);
}

export function send(
  status: number,
  body: string | Uint8Array = "",
  headers: Record<string, string> = {},
): Misbehaviour {
  return (_request, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
}

/** Misbehaves so often, then no more. */
export function times(count: number, answer: Misbehaviour): Misbehaviour {
  let left = count;
  return (request, response) => left-- > 0 && answer(request, response);
}
