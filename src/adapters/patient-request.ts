import { setTimeout as sleep } from "node:timers/promises";
import { failureKind, fetchFailure } from "../sources/moderngov/ports.ts";
import { sendOnce, type RequestOptions, type Sent, type Validators } from "./web-request.ts";

export type PatienceOptions = RequestOptions & {
  /** Milliseconds between the end of a request and the next. */
  delay: number;
  /** How often a request is tried again after an error that may pass. */
  retries: number;
  /** Milliseconds before the first repeat; doubled for each further one. */
  backoff: number;
  onNotice: (message: string) => void;
};

export type PatientRequests = {
  /** A request after the pause, repeated while its error may pass. Redirects come back as they are. */
  send(url: string, known: Validators): Promise<Sent>;
  /** Makes the pauses at least so long, milliseconds; tells whether they were shorter. */
  slowTo(delay: number): boolean;
};

/** Longer waits that a site asks for end the attempt, milliseconds. */
const LONGEST_WAIT = 600_000;
/** Answers that may be others later: too early, too many, and errors of the server. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Requests that leave a site time. The caller sends one at a time. */
export function patientRequests(options: PatienceOptions): PatientRequests {
  let { delay } = options;
  let free = 0;
  let answered = false;

  async function attempt(url: string, known: Validators): Promise<Sent | Error> {
    await pause(free - performance.now(), options.signal);
    try {
      const sent = await sendOnce(url, known, options);
      answered = true;
      return sent;
    } catch (error) {
      const kind = failureKind(error);
      const passing = kind === "failing" || (kind === "unreachable" && answered);
      if (passing) return error as Error;
      throw error;
    } finally {
      free = performance.now() + delay;
    }
  }

  return {
    async send(url, known) {
      for (let tried = 0; ; tried++) {
        const sent = await attempt(url, known);
        if (!(sent instanceof Error) && !PASSING.has(sent.status)) return sent;
        const asked = sent instanceof Error ? 0 : sent.retryAfter;
        const wait = Math.max(options.backoff * 2 ** tried, asked);
        const last = tried >= options.retries || wait > LONGEST_WAIT;
        const failure = sent instanceof Error ? sent : failureOf(url, sent.status, wait);
        if (last) throw failure;
        options.onNotice(`${failure.message}; trying again in ${Math.ceil(wait / 1000)} s`);
        await pause(wait, options.signal);
      }
    },
    slowTo(least) {
      const slower = least > delay;
      delay = Math.max(delay, least);
      return slower;
    },
  };
}

/** What the statuses of failures mean, where that is worth saying. */
export function inWords(status: number): string {
  if (status === 403) return "403 (it refuses programs like this one)";
  if (status === 404) return "404 (there is no such page)";
  return status === 429 ? "429 (too many requests)" : String(status);
}

function failureOf(url: string, status: number, wait: number): Error {
  const asked = wait > LONGEST_WAIT ? ` and asks to wait ${Math.ceil(wait / 60_000)} minutes` : "";
  return fetchFailure("failing", `${url} answers ${inWords(status)}${asked}`);
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw fetchFailure("stopped", "stopped");
  if (milliseconds <= 0) return;
  await sleep(milliseconds, undefined, signal && { signal }).catch((cause: unknown) => {
    throw fetchFailure("stopped", "stopped", cause);
  });
}
