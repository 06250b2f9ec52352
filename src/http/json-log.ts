import { destination, pino } from "pino";
import type { Log } from "./request-log.ts";

export type JsonLog = Log & {
  /** Writes out what is still held back. Call before the process ends. */
  flush(): void;
};

/** A log of one JSON object a line on standard output; lines are written in the background. */
export function createJsonLog(level: string): JsonLog {
  const lines = destination({ dest: 1, sync: false });
  // When the reader of a pipe has gone, the service goes on without a log.
  lines.on("error", () => undefined);
  const timestamp = () => `,"time":"${new Date().toISOString()}"`;
  const logger = pino({ level, base: null, timestamp }, lines);
  return {
    info: (fields, message) => logger.info(fields, message),
    error: (fields, message) => logger.error(fields, message),
    flush: () => lines.flushSync(),
  };
}
