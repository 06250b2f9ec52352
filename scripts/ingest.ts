import { basename } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/config.ts";
import { ingest, type IngestSummary } from "../src/ingest.ts";
import { ingestModernGov } from "./ingest/moderngov.ts";
import { ingestProgress } from "./ingest/progress.ts";

const USAGE = `usage: npm run ingest -- [folder …] [--index DIR] [--model ID_OR_FOLDER] [--rebuild]

  folder …   folders of minutes (default: seeds)
  --index    folder of the index (default: INDEX_DIR, or index)
  --model    embedding model: a bundled one, a folder, or a hub id (default: MODEL, or all-MiniLM-L6-v2)
  --rebuild  start from nothing with these folders alone; the present index stays in use until the new one is whole`;

/** Reads the command line, ingests, and gives the exit code. */
async function main(): Promise<number> {
  if (process.argv[2] === "moderngov") return ingestModernGov(process.argv.slice(3));
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const config = readConfig();
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const progress = ingestProgress();
  try {
    const summary = await ingest({
      folders: positionals.length > 0 ? positionals : ["seeds"],
      indexDir: values.index ?? config.INDEX_DIR,
      embedder: {
        model: values.model ?? config.MODEL,
        cacheDir: config.MODEL_CACHE,
        hub: config.MODEL_HUB,
        threads: config.MODEL_THREADS,
        onProgress: progress.download,
      },
      rebuild: values.rebuild,
      onProgress: progress.documents,
      onWarning: progress.warn,
      signal: stop.signal,
    });
    progress.end();
    return report(summary);
  } finally {
    progress.end();
  }
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      index: { type: "string" },
      model: { type: "string" },
      rebuild: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function report(summary: IngestSummary): number {
  const { documents, passages, written, unchanged, removed, skipped, failures, took } = summary;
  for (const { source, reason } of skipped) console.log(`skipped: ${source} ${reason}`);
  for (const { source, reason } of failures) console.error(`failed: ${source} ${reason}`);
  const did = `${written} written, ${unchanged} unchanged, ${removed} removed`;
  const not = `${skipped.length} skipped, ${failures.length} failed`;
  console.log(`${documents} documents, ${passages} passages: ${did}, ${not} (${seconds(took)})`);
  if (summary.interrupted) {
    console.error("stopped before the end; run the same command again to go on");
    return 130;
  }
  return written + unchanged === 0 ? 1 : 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

try {
  process.exitCode = await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(
    `${basename(import.meta.filename, ".ts")}: ${message.replaceAll(/\s*\n\s*/g, " ")}`,
  );
  process.exitCode = 1;
}
