import { statSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE } from "./adapters/index-layout.ts";
import { engineOver, type Engine } from "./engine.ts";
import {
  openLibraryAside,
  warnOfOtherModels,
  type LibraryOptions,
  type OpenLibrary,
} from "./library.ts";

/** An engine that follows its index. */
export type LiveEngine = {
  /** The engine over the index as it stands; ask for it at every request. */
  current(): Engine;
  /** Looks now whether the index has changed, and opens it anew when it has. True once that has taken over. */
  refresh(): Promise<boolean>;
  /** Ends once the requests in flight have. */
  close(): Promise<void>;
};

/** How often the index is looked at, milliseconds: one file's state. */
const LOOK_EVERY = 1000;

/** A request that has just got hold of an engine may be about to use it; milliseconds. */
const GRACE = 2000;

type Open = { engine: Engine; library: OpenLibrary; close: () => Promise<void> };

/**
 * Opens an index and follows it: when an ingestion or a withdrawal has ended, the index is opened anew beside the
 * requests, which the old one answers meanwhile, and takes over when it is whole; requests in flight finish on the old
 * one. One that cannot be opened is a warning, and the old one stays. Throws as `openEngine`.
 */
export async function liveEngine(options: LibraryOptions): Promise<LiveEngine> {
  let seen = stateOf(options.indexDir);
  warnOfOtherModels(options);
  let open = openCounted(await openLibraryAside(options));
  const retired = new Set<Open>();
  const retire = (old: Open) => {
    retired.add(old);
    setTimeout(() => void old.close().then(() => retired.delete(old)), GRACE).unref();
  };
  const look = async () => {
    const state = stateOf(options.indexDir);
    if (state === seen) return false;
    seen = state;
    const next = await reopened(open.library, options);
    if (!next) return false;
    retire(open);
    open = openCounted(next);
    return true;
  };
  let looking = Promise.resolve(false);
  const refresh = () => (looking = looking.then(look));
  const timer = setInterval(() => void refresh(), LOOK_EVERY).unref();
  return {
    current: () => open.engine,
    refresh,
    async close() {
      clearInterval(timer);
      await looking;
      await Promise.all([...retired, open].map(({ close }) => close()));
    },
  };
}

/** Changes with every ingestion or withdrawal that ends. */
function stateOf(indexDir: string): string {
  const found = statSync(join(indexDir, MANIFEST_FILE), { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeNs}` : "";
}

async function reopened(open: OpenLibrary, options: LibraryOptions): Promise<OpenLibrary | null> {
  try {
    return open.renew() ? null : await openLibraryAside(options, open);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    options.onWarning(
      `the index has changed but cannot be opened, so the old one stays in use: ${reason}`,
    );
    return null;
  }
}

/** An engine that can be closed once nothing uses it. */
function openCounted(library: OpenLibrary): Open {
  const engine = engineOver(library);
  const running = new Set<Promise<unknown>>();
  let closed: Promise<void> | undefined;
  const counted =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> => {
      const result = work(...args);
      const ended: Promise<unknown> = result.catch(() => null).finally(() => running.delete(ended));
      running.add(ended);
      return result;
    };
  return {
    library,
    engine: {
      ...engine,
      search: counted(engine.search),
      ask: counted(engine.ask),
      similarToPassage: counted(engine.similarToPassage),
      similarToText: counted(engine.similarToText),
    },
    close: () => (closed ??= Promise.all(running).then(() => engine.close())),
  };
}
