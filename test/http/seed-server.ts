import type { AppParts } from "../../src/http/app.ts";
import type { Engine } from "../../src/engine.ts";
import { listen } from "../../src/http/listen.ts";
import { appOver } from "./seed-app.ts";

/** The service over an engine, listening on this machine as in use, with the lines that it logs. */
export async function serveEngine(engine: Engine | undefined, more: Partial<AppParts> = {}) {
  const { app, lines } = appOver(engine, more);
  const listening = await listen({ fetch: app.fetch, host: "127.0.0.1", port: 0 });
  return { url: listening.url, lines, close: () => listening.close(200) };
}

export type Served = Awaited<ReturnType<typeof serveEngine>>;

/** An engine whose every question waits until whoever asked it has gone, and is then asked of the real one. */
export function waitingEngine(engine: Engine) {
  let begin = () => {};
  const begun = new Promise<void>((resolve) => (begin = resolve));
  const ended: Promise<unknown>[] = [];
  const ask: Engine["ask"] = async (request) => {
    begin();
    const { signal } = request;
    if (!signal?.aborted)
      await new Promise((gone) => signal?.addEventListener("abort", gone, { once: true }));
    const asked = engine.ask(request);
    ended.push(asked.catch((reason: unknown) => ({ reason })));
    return asked;
  };
  return { engine: { ...engine, ask }, begun, ended };
}
