import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lacking } from "../sources/moderngov/lacking.ts";
import type { Keeper } from "../sources/moderngov/ports.ts";
import { asideOf, replaceDurably, writeDurably } from "./durable-files.ts";
import { harvestCache } from "./harvest-cache.ts";
import { meetingKeeper, paperKeeper, removeStrays } from "./harvest-records.ts";
import { lockForIngestion } from "./ingest-lock.ts";
import type { PoliteFetch } from "./polite-fetch.ts";

// A harvest folder holds `meetings/<date>-<id>.txt` or `.pdf` and, beside each, `meetings/<id>.json`, which says
// what it is; `papers/`, in the same way, with the documents put before the meetings; `site.json`; `run.json`, which
// tells an unfinished harvest from a finished one; and `cache/`.

/** What a harvest knows of its site. */
export type SiteFacts = {
  address: string;
  council: string | null;
  /** What could not be had; absent in harvests of before that was kept. */
  lacking?: Lacking[];
};

export type HarvestFolder = Keeper & {
  /** The harvest before this one did not come to its end, and is gone on with. */
  resumed: boolean;
  describe(facts: SiteFacts): void;
  /** Marks the harvest as finished: the next one asks again for all. */
  finish(): void;
  close(): void;
};

/** An unfinished harvest is gone on with for so long; then what it fetched may be stale. Milliseconds. */
const RESUMABLE_FOR = 7 * 24 * 3600 * 1000;
/** Goes up when the parsers of pages and answers give something else than before. */
const PARSER = "2";

/** Opens or makes a harvest folder. Throws one line when another process is writing it. */
export function openHarvest(folder: string, fetcher: PoliteFetch): HarvestFolder {
  for (const name of ["meetings", "papers"]) mkdirSync(join(folder, name), { recursive: true });
  const unlock = locked(folder);
  removeStrays(folder);
  const run = join(folder, "run.json");
  const { started, resumed } = beginRun(run);
  const cache = harvestCache(fetcher, {
    folder: join(folder, "cache"),
    since: started,
    parser: PARSER,
  });

  return {
    resumed,
    reader: {
      text: cache.text,
      forget: cache.forget,
      async file(url, name, check) {
        const path = join(folder, name);
        const isThere = (kept: string) => kept === name && existsSync(path);
        let isNew = false;
        await cache.bytes(url, isThere, (body) => {
          check(body);
          isNew = !existsSync(path) || !readFileSync(path).equals(body);
          writeBytes(path, body);
          return name;
        });
        return isNew;
      },
    },
    ...meetingKeeper(folder),
    ...paperKeeper(folder, cache.forget),
    describe({ address, council, lacking = [] }) {
      const facts = {
        address,
        lacking,
        council: council ?? readSiteFacts(folder)?.council ?? null,
      };
      writeDurably(join(folder, "site.json"), JSON.stringify(facts));
    },
    finish: () => writeDurably(run, JSON.stringify({ started, finished: true })),
    close: unlock,
  };
}

/** What is known of the site of a harvest folder; null when it is none. */
export function readSiteFacts(folder: string): SiteFacts | null {
  const path = join(folder, "site.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

function locked(folder: string): () => void {
  try {
    return lockForIngestion(folder);
  } catch (cause) {
    throw new Error(`another program is writing to "${folder}"; wait until it has ended`, {
      cause,
    });
  }
}

function beginRun(path: string): { started: string; resumed: boolean } {
  const last: { started?: string; finished?: boolean } = existsSync(path)
    ? JSON.parse(readFileSync(path, "utf8"))
    : {};
  const age = Date.now() - Date.parse(last.started ?? "");
  if (last.started && !last.finished && age < RESUMABLE_FOR)
    return { started: last.started, resumed: true };
  const started = new Date().toISOString();
  writeDurably(path, JSON.stringify({ started, finished: false }));
  return { started, resumed: false };
}

function writeBytes(path: string, body: Uint8Array): void {
  const aside = asideOf(path);
  writeFileSync(aside, body);
  replaceDurably(aside, path);
}
