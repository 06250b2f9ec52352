import { createApp, type AppParts } from "../../src/http/app.ts";
import type { Engine } from "../../src/engine.ts";
import type { Log } from "../../src/http/request-log.ts";

export type LogLine = { level: "info" | "error"; fields: Record<string, unknown>; message: string };

/** The app over an engine, with the lines that it logs. */
export function appOver(engine: Engine | undefined, more: Partial<AppParts> = {}) {
  const lines: LogLine[] = [];
  const keep = (level: LogLine["level"]) => (fields: object, message: string) =>
    void lines.push({ level, fields: { ...fields }, message });
  const log: Log = { info: keep("info"), error: keep("error") };
  const app = createApp({ engine: () => engine, log, version: "0.0.0-test", ...more });
  return { app, lines };
}

/** A POST of JSON; a string is sent as it is. */
export function posted(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

/** Path and parameters as an address. */
export function address(path: string, parameters: Record<string, string | string[]>): string {
  const pairs = Object.entries(parameters).flatMap(([key, values]) =>
    [values].flat().map((value): [string, string] => [key, value]),
  );
  return `${path}?${new URLSearchParams(pairs).toString()}`;
}
