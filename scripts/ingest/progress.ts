import { Presets, SingleBar } from "cli-progress";
import type { DownloadProgress } from "../../src/adapters/model-download.ts";
import type { HarvestProgress } from "../../src/harvest.ts";
import type { IngestProgress } from "../../src/ingest.ts";

/** Plain lines come no closer together than this, milliseconds. */
const LINE_INTERVAL = 2000;

export type ProgressDisplay = {
  download(progress: DownloadProgress): void;
  documents(progress: IngestProgress): void;
  /** Of fetching from a site. */
  fetching(progress: HarvestProgress): void;
  warn(message: string): void;
  /** Takes the bar away. */
  end(): void;
};

/** Shows how far an ingestion is, on standard error: a bar on a terminal, now and then a line elsewhere. */
export function ingestProgress(): ProgressDisplay {
  const show = process.stderr.isTTY ? barDisplay() : lineDisplay();
  return {
    download: ({ file, loaded, total }) =>
      show.at(`downloading ${file}`, { done: loaded / 1e6, total: total / 1e6, unit: "MB" }),
    documents: ({ done, total, remaining }) =>
      show.at("ingesting", { done, total, unit: "documents", remaining }),
    fetching: ({ what, done, total, remaining }) =>
      show.at(`fetching ${what}`, { done, total, unit: what, remaining }),
    warn(message) {
      show.end();
      console.error(`warning: ${message}`);
    },
    end: show.end,
  };
}

type Amount = { done: number; total: number; unit: string; remaining?: number | null };
type Display = { at(task: string, amount: Amount): void; end(): void };

function barDisplay(): Display {
  const format = "{task} [{bar}] {done}/{all} {unit}{left}";
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.rect);
  let current: string | null = null;
  const end = () => {
    if (current !== null) bar.stop();
    current = null;
  };
  return {
    end,
    at(task, amount) {
      const shown = { ...wordsFor(amount), task };
      if (current !== task) {
        end();
        bar.start(amount.total, amount.done, shown);
        current = task;
      }
      bar.update(amount.done, shown);
    },
  };
}

function lineDisplay(): Display {
  let last = -Infinity;
  return {
    end: () => undefined,
    at(task, amount) {
      const now = performance.now();
      if (now - last < LINE_INTERVAL) return;
      last = now;
      const { done, all, unit, left } = wordsFor(amount);
      console.error(`${task}: ${done}/${all} ${unit}${left}`);
    },
  };
}

function wordsFor({ done, total, unit, remaining }: Amount) {
  const left = remaining ? `, ${durationOf(remaining)} left` : "";
  return { done: Math.round(done), all: Math.round(total), unit, left };
}

/** "40 s", "12 min", "3 h 20 min". */
function durationOf(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
