import { parentPort } from "node:worker_threads";
import type { Extracted, FormatLimits } from "./model.ts";
import { readFormat } from "./read-format.ts";

/** What the worker is asked, one file at a time, and what it answers. */
export type Job = { bytes: Uint8Array; name: string; limits: FormatLimits };
export type Answer = { extracted: Extracted } | { reason: string };

parentPort!.on("message", ({ bytes, name, limits }: Job) => {
  readFormat(bytes, name, limits).then(
    (extracted) => answer({ extracted }),
    (error: unknown) => answer({ reason: reasonOf(error) }),
  );
});

function answer(message: Answer): void {
  parentPort!.postMessage(message, []);
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError && /call stack/.test(error.message))
    return "is nested too deep to read";
  const reason = error instanceof Error ? error.message : String(error);
  return reason.replaceAll(/\s+/g, " ");
}
