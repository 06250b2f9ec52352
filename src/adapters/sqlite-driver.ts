import { createRequire } from "node:module";
import type BundledDatabase from "better-sqlite3";

type Driver = typeof BundledDatabase;

/**
 * better-sqlite3 12 aborts the process under Node 24.19 and later, when a statement is freed; 13 is
 * built on Node-API 10, which Node 20 and 22.13 do not have. So both are installed where both can be.
 */
const NAPI_NEEDED = 10;
const NEWER = "better-sqlite3-napi";

const require = createRequire(import.meta.url);

/** The SQLite driver for a Node-API version: the newer one where it is installed and runs, else the older. */
export function sqliteDriver(napi: number): Driver {
  return (napi >= NAPI_NEEDED && newerDriver()) || (require("better-sqlite3") as Driver);
}

/** Undefined where npm left it out, or it has no binary for this machine, which shows when one is opened. */
function newerDriver(): Driver | undefined {
  try {
    const Newer = require(NEWER) as Driver;
    new Newer(":memory:").close();
    return Newer;
  } catch {
    return undefined;
  }
}

/** The SQLite driver of this process. */
export const Database: Driver = sqliteDriver(Number(process.versions.napi));
