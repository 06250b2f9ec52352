import { serveStdio, StdioServerTransport } from "@modelcontextprotocol/server/stdio";
import { createMcpServer } from "./server.ts";
import type { ToolParts } from "./tool.ts";

/**
 * Serves one client over standard input and output until it closes the input or `stop` is aborted. Nothing else may write
 * to standard output meanwhile.
 */
export async function serveOverStdio(version: string, parts: ToolParts, stop: AbortSignal) {
  const gone = new Promise<void>((resolve) => {
    process.stdin.once("end", resolve);
    process.stdin.once("close", resolve);
    stop.addEventListener("abort", () => resolve(), { once: true });
  });
  const transport = new StdioServerTransport();
  const served = serveStdio(() => createMcpServer(version, parts), { transport });
  if (!stop.aborted) await gone;
  await served.close();
}
