import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Results } from "../../src/evaluation/results.ts";

/** Results written earlier, or undefined where there are none. */
export const readResults = (path: string): Results | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Results) : undefined;

export const writeResults = (path: string, results: Results): void =>
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
