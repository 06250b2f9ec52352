import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ingestAndWatch } from "../src/ingest-watch.ts";
import type { IngestSummary } from "../src/ingest.ts";
import { bundledModel, minutesFolder } from "./fixtures/minutes-folder.ts";

const text = (name: string) =>
  `Item ${name}\n\nThe Committee noted matter ${name} and asked for a report.\n`;

it(
  "ingests what changes in a folder, one ingestion at a time, until it is told to stop",
  { timeout: 60_000 },
  async () => {
    const minutes = minutesFolder();
    const stop = new AbortController();
    const summaries: IngestSummary[] = [];
    const failures: unknown[] = [];
    minutes.put("a.txt", text("a"));
    const watching = ingestAndWatch({
      folders: [minutes.folder],
      indexDir: minutes.indexDir,
      embedder: bundledModel,
      prune: true,
      signal: stop.signal,
      onWarning: (message) => void failures.push(message),
      onSummary: (summary) => void summaries.push(summary),
      onFailure: (error) => void failures.push(error),
    });
    const seen = (count: number) =>
      vi.waitFor(() => expect(summaries.length).toBeGreaterThanOrEqual(count), 20_000);
    await seen(1);
    minutes.put("new/b.txt", text("b"));
    minutes.put("c.txt", text("c"));
    await vi.waitFor(
      () => expect(minutes.sources()).toEqual(["a.txt", "c.txt", "new/b.txt"]),
      20_000,
    );
    rmSync(join(minutes.folder, "a.txt"));
    await vi.waitFor(() => expect(minutes.sources()).toEqual(["c.txt", "new/b.txt"]), 20_000);
    stop.abort();
    await watching;
    expect(failures).toEqual([]);
    minutes.remove();
  },
);
