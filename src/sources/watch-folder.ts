import { watch } from "node:fs";

/** Quiet for so long, milliseconds, before a change counts as done: copying a folder of files is one change. */
const QUIET_MS = 1000;

/**
 * Yields whenever something in the folders has changed and they have been quiet since; changes that come while the
 * caller works are yielded once, when it asks again. Ends when `signal` is aborted, and throws when a folder can no
 * longer be watched.
 */
export async function* changesIn(
  folders: readonly string[],
  signal: AbortSignal,
  quiet = QUIET_MS,
): AsyncGenerator<void> {
  let changed = false;
  let failure: unknown;
  let wake = () => {};
  let timer: NodeJS.Timeout | undefined;
  const settle = () => {
    changed = true;
    wake();
  };
  const watchers = folders.map((folder) => watch(folder, { recursive: true, signal }));
  for (const watcher of watchers) {
    watcher.on("change", () => {
      clearTimeout(timer);
      timer = setTimeout(settle, quiet);
    });
    watcher.on("error", (error) => {
      failure = error;
      wake();
    });
  }
  const stop = () => wake();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      if (failure !== undefined) throw failure;
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      else {
        changed = false;
        yield;
      }
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    for (const watcher of watchers) watcher.close();
  }
}
