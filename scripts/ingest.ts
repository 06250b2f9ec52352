import { basename } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/config.ts";
import { ingest, type IngestOptions } from "../src/ingest.ts";
import { ingestAndWatch } from "../src/ingest-watch.ts";
import { ingestModernGov } from "./ingest/moderngov.ts";
import { ingestProgress, type ProgressDisplay } from "./ingest/progress.ts";
import { reportIngestion } from "./ingest/report.ts";
import { withdrawOrRestore } from "./ingest/withdraw.ts";

const USAGE = `usage: npm run ingest -- [folder …] [--index DIR] [--model ID_OR_FOLDER] [--prune] [--watch] [--rebuild]
       npm run ingest -- moderngov <site> …
       npm run ingest -- withdraw|restore <document id or source> …

  folder …             folders of minutes (default: seeds); ./moderngov is a folder of that name
  --index              folder of the index (default: INDEX_DIR, or index)
  --model              embedding model: a bundled one, a folder, or a hub id (default: MODEL, or all-MiniLM-L6-v2)
  --prune              remove documents that are no longer in these folders; without it they are kept
  --watch              stay, and ingest what changes in these folders
  --rebuild            start from nothing with these folders alone; the present index stays in use until the new one is whole
  --include-held-back  index what is marked as exempt, confidential or not for publication, too
  --no-safeguards      look neither for such marks nor for personal numbers`;

/** Reads the command line, ingests, and gives the exit code. */
async function main([command, ...rest]: string[]): Promise<number> {
  if (command === "moderngov") return ingestModernGov(rest);
  if (command === "withdraw" || command === "restore") return withdrawOrRestore(command, rest);
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  const progress = ingestProgress();
  try {
    const options = optionsFrom(values, positionals, progress);
    if (values.watch) return await watch(options, stop.signal, progress);
    const summary = await ingest({ ...options, signal: stop.signal });
    progress.end();
    return reportIngestion(summary);
  } finally {
    progress.end();
  }
}

async function watch(
  options: IngestOptions,
  signal: AbortSignal,
  progress: ProgressDisplay,
): Promise<number> {
  process.once("SIGTERM", () => process.emit("SIGINT"));
  await ingestAndWatch({
    ...options,
    signal,
    onSummary(summary) {
      progress.end();
      reportIngestion(summary);
    },
    onFailure: (error) => progress.warn(messageOf(error)),
  });
  return 0;
}

function optionsFrom(
  values: ReturnType<typeof readArguments>["values"],
  positionals: string[],
  progress: ProgressDisplay,
): IngestOptions {
  const config = readConfig();
  return {
    folders: positionals.length > 0 ? positionals : ["seeds"],
    indexDir: values.index ?? config.INDEX_DIR,
    embedder: {
      model: values.model ?? config.MODEL,
      cacheDir: config.MODEL_CACHE,
      hub: config.MODEL_HUB,
      threads: config.MODEL_THREADS,
      ownThread: true,
      onProgress: progress.download,
    },
    rebuild: values.rebuild,
    prune: values.prune,
    safeguards: { on: !values["no-safeguards"], includeHeldBack: values["include-held-back"] },
    onProgress: progress.documents,
    onWarning: progress.warn,
  };
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      index: { type: "string" },
      model: { type: "string" },
      prune: { type: "boolean", default: false },
      watch: { type: "boolean", default: false },
      rebuild: { type: "boolean", default: false },
      "include-held-back": { type: "boolean", default: false },
      "no-safeguards": { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

function messageOf(error: unknown): string {
  const option = unknownOption(error);
  if (option !== null) return `there is no option ${option}; --help lists those there are`;
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s*\n\s*/g, " ");
}

/** The option that Node's reader of command lines does not know; its own words are about something else. */
function unknownOption(error: unknown): string | null {
  const unknown = error instanceof Error && "code" in error ? error.code : null;
  if (unknown !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") return null;
  return /'([^']+)'/.exec((error as Error).message)?.[1] ?? null;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`${basename(import.meta.filename, ".ts")}: ${messageOf(error)}`);
  process.exitCode = 1;
}
