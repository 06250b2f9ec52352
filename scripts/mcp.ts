import { readConfig } from "../src/config.ts";
import { runMcpServer } from "../src/mcp-server.ts";
import { ingestProgress } from "./ingest/progress.ts";
import { whenParentGone } from "./start/parent-gone.ts";

// Standard output belongs to the protocol; what a person is told goes to standard error.
const progress = ingestProgress();
try {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => stop.abort());
  whenParentGone(() => stop.abort());
  const news = {
    onDownload: progress.download,
    onIngest: progress.documents,
    onWarning: progress.warn,
  };
  await runMcpServer(readConfig(), news, stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  progress.end();
}
