import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import type { Engine } from "../../src/engine.ts";
import { createApp } from "../../src/http/app.ts";

/** Serves an engine on a free port of this machine, as the program does but without a log. */
export async function serveEngine(
  engine: Engine,
): Promise<{ base: string; close(): Promise<void> }> {
  const quiet = () => undefined;
  const app = createApp({ engine: () => engine, log: { info: quiet, error: quiet }, version: "0" });
  return new Promise((resolve) => {
    const options = { fetch: app.fetch, port: 0, hostname: "127.0.0.1" };
    const server = serve(options, ({ port }: AddressInfo) =>
      resolve({
        base: `http://127.0.0.1:${port}`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
  });
}
