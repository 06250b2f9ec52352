import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Results } from "../../src/evaluation/results.ts";

/** Results written earlier, or undefined where there are none. */
export const readResults = (path: string): Results | undefined =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Results) : undefined;

/** Results as they were last committed; as they stand in the file where there is no such commit, or no git. */
export function committedResults(path: string): Results | undefined {
  try {
    const shown = execFileSync("git", ["show", `HEAD:./${path}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(shown) as Results;
  } catch {
    return readResults(path);
  }
}

export const writeResults = (path: string, results: Results): void =>
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`);
