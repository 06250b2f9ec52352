import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { decodeText } from "../formats/charset.ts";
import type { Answer, Reader } from "../sources/moderngov/ports.ts";
import { writeDurably } from "./durable-files.ts";
import type { PoliteFetch } from "./polite-fetch.ts";
import type { Validators } from "./web-request.ts";

/** What is kept of an address: what a parser made of it, and what the site gave to ask whether it has changed. */
type Kept = Validators & {
  url: string;
  parser: string;
  /** ISO 8601. */ at: string;
  value: unknown;
};

export type CacheOptions = {
  folder: string;
  /** What was fetched since then is not asked for again. ISO 8601. */
  since: string;
  /** Names the version of the parsers; what others made is not used. */
  parser: string;
};

export type HarvestCache = {
  text: Reader["text"];
  forget: Reader["forget"];
  /** Hands the bytes to `store` and keeps the name that they got; `isThere` tells whether it still stands for them. */
  bytes(
    url: string,
    isThere: (name: string) => boolean,
    store: (body: Uint8Array) => string,
  ): Promise<string>;
};

/** Opens a cache on disk in front of a fetcher. A part of it that is broken counts as not there. */
export function harvestCache(
  fetcher: PoliteFetch,
  { folder, since, parser }: CacheOptions,
): HarvestCache {
  function known(url: string): Kept | null {
    const path = pathOf(folder, url);
    if (!existsSync(path)) return null;
    try {
      const kept: Kept = JSON.parse(readFileSync(path, "utf8"));
      return kept.url === url && kept.parser === parser ? kept : null;
    } catch {
      return null;
    }
  }

  function remember(kept: Kept): void {
    const path = pathOf(folder, kept.url);
    mkdirSync(dirname(path), { recursive: true });
    writeDurably(path, JSON.stringify(kept));
  }

  async function through(
    url: string,
    make: (answer: Answer) => unknown,
    valid: (value: unknown) => boolean,
  ): Promise<unknown> {
    const found = known(url);
    const before = found && valid(found.value) ? found : null;
    if (before && before.at >= since) return before.value;
    const fetched = await fetcher.get(url, before ?? undefined);
    const at = new Date().toISOString();
    if (fetched.unchanged) {
      if (!before) throw new Error(`${url} answers 304 to a first request`);
      remember({ ...before, at });
      return before.value;
    }
    const value = make(fetched);
    const { etag, lastModified } = fetched;
    remember({ url, parser, at, etag, lastModified, value });
    return value;
  }

  return {
    async text<T>(url: string, parse: (text: string) => T) {
      return (await through(
        url,
        ({ body, contentType }) => parse(decodeText(body, charsetIn(contentType))),
        () => true,
      )) as T;
    },
    forget: (url) => rmSync(pathOf(folder, url), { force: true }),
    async bytes(url, isThere, store) {
      const make = ({ body }: Answer) => store(body);
      return String(await through(url, make, (name) => isThere(String(name))));
    },
  };
}

function pathOf(folder: string, url: string): string {
  const hash = createHash("sha256").update(url).digest("hex");
  return join(folder, hash.slice(0, 2), `${hash}.json`);
}

/** What a header says of the character set. */
function charsetIn(contentType: string): string | null {
  return /charset\s*=\s*["']?([\w:-]+)/i.exec(contentType)?.[1] ?? null;
}
