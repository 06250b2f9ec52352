import { statSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE } from "./adapters/index-layout.ts";
import { engineOver, openLibrary, type Engine, type EngineOptions } from "./engine.ts";

/** An engine that follows its index. */
export type LiveEngine = {
  /** The engine over the index as it stands; ask for it at every request. */
  current(): Engine;
  /** Looks now whether the index has changed, and opens it anew when it has. True when it did. */
  refresh(): boolean;
  /** Ends once the requests in flight have. */
  close(): Promise<void>;
};

/** How often the index is looked at, milliseconds: one file's state. */
const LOOK_EVERY = 1000;

/** A request that has just got hold of an engine may be about to use it; milliseconds. */
const GRACE = 2000;

type Open = { engine: Engine; renew: () => boolean; close: () => Promise<void> };

/**
 * Opens an index and follows it: when an ingestion or a withdrawal has ended, the index is opened anew and takes over
 * at once; requests in flight finish on the old one. One that cannot be opened is a warning, and the old one stays.
 * Throws as `openEngine`.
 */
export function liveEngine(options: EngineOptions): LiveEngine {
  let seen = stateOf(options.indexDir);
  let open = openCounted(options);
  const retired = new Set<Open>();
  const retire = (old: Open) => {
    retired.add(old);
    setTimeout(() => void old.close().then(() => retired.delete(old)), GRACE).unref();
  };
  const refresh = () => {
    const state = stateOf(options.indexDir);
    if (state === seen) return false;
    seen = state;
    const next = reopened(open, options);
    if (!next) return false;
    retire(open);
    open = next;
    return true;
  };
  const timer = setInterval(refresh, LOOK_EVERY).unref();
  return {
    current: () => open.engine,
    refresh,
    async close() {
      clearInterval(timer);
      await Promise.all([...retired, open].map(({ close }) => close()));
    },
  };
}

/** Changes with every ingestion or withdrawal that ends. */
function stateOf(indexDir: string): string {
  const found = statSync(join(indexDir, MANIFEST_FILE), { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeNs}` : "";
}

function reopened(open: Open, options: EngineOptions): Open | null {
  try {
    return open.renew() ? null : openCounted(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    options.onWarning(
      `the index has changed but cannot be opened, so the old one stays in use: ${reason}`,
    );
    return null;
  }
}

/** An engine that can be closed once nothing uses it. */
function openCounted(options: EngineOptions): Open {
  const library = openLibrary(options);
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
    renew: library.renew,
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
