import { readConfig } from "../src/config.ts";
import type { Engine } from "../src/engine.ts";
import { exampleQuestions } from "../src/http/pages/examples.ts";
import { counted } from "../src/http/pages/place.ts";
import { runServer, type Ready, type ServerNews } from "../src/server.ts";
import { ingestProgress } from "./ingest/progress.ts";
import { whenParentGone } from "./start/parent-gone.ts";

// The log has standard output to itself; what a person is told goes to standard error.
const say = (line: string) => process.stderr.write(`${line}\n`);

async function sayReady({ url, engine }: Ready, indexDir: string): Promise<void> {
  const [example = "What was decided?"] = await exampleQuestions(engine);
  const body = JSON.stringify({ question: example }).replaceAll("'", "\\u0027");
  say(`
Ask the Minutes is ready: ${url}
It answers from ${sizeOf(engine)} (index: ${indexDir}).

Open ${url} in a browser and ask, for example: ${example}
Or ask from another terminal:
  curl -s ${url}/api/ask -H 'Content-Type: application/json' -d '${body}'
The API is described at ${url}/docs. Ctrl+C stops.
`);
}

function sizeOf(engine: Engine): string {
  const { total, documents } = engine.documents({ limit: Number.MAX_SAFE_INTEGER });
  const passages = documents.reduce((sum, document) => sum + document.passages, 0);
  return `${counted(total, "document")} in ${counted(passages, "passage")}`;
}

function serverNews(indexDir: string): ServerNews {
  const progress = ingestProgress();
  return {
    onDownload: progress.download,
    onIngest: progress.documents,
    onWarning: progress.warn,
    async onReady(ready) {
      progress.end();
      await sayReady(ready, indexDir);
    },
  };
}

try {
  const config = readConfig();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
  whenParentGone(() => stop.abort());
  await runServer(config, serverNews(config.INDEX_DIR), stop.signal);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
