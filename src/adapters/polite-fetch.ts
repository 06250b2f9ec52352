import { setTimeout as sleep } from "node:timers/promises";
import { failureKind, fetchFailure, type Answer } from "../sources/moderngov/ports.ts";
import { NO_RULES, readRobots, type RobotsRules } from "./robots.ts";
import { sendOnce, type Sent, type Validators } from "./web-request.ts";

export type PoliteOptions = {
  /** Says who asks, and how to reach or stop them. */
  userAgent: string;
  /** The name under which robots.txt may speak to the program. */
  program: string;
  /** Milliseconds between the end of a request and the next; more when robots.txt asks for it. */
  delay: number;
  /** Milliseconds that one request may take in all. Some sites take 90 seconds. */
  timeout: number;
  /** The largest answer, bytes. */
  maxBytes: number;
  /** How often a request is tried again after an error that may pass. */
  retries: number;
  /** Milliseconds before the first repeat; doubled for each further one. */
  backoff: number;
  onNotice: (message: string) => void;
  signal?: AbortSignal;
};

/** Settings for use on sites of others. */
export const POLITE = {
  delay: 1000,
  timeout: 120_000,
  maxBytes: 32 * 1024 * 1024,
  retries: 3,
  backoff: 2000,
};

export type Fetched = { unchanged: true } | ({ unchanged: false } & Answer & Validators);

export type PoliteFetch = {
  /**
   * Fetches an address; with the validators of an earlier answer it may be "unchanged". Calls wait for each
   * other. Throws a `FetchFailure` worded as a sentence.
   */
  get(url: string, known?: Validators): Promise<Fetched>;
};

/** Longer waits that a site asks for end the attempt, milliseconds. */
const LONGEST_WAIT = 600_000;
const MOST_REDIRECTS = 5;
/** What is read of a robots.txt, bytes (RFC 9309 asks for at least this much). */
const ROBOTS_BYTES = 500 * 1024;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Opens a fetcher that asks one thing at a time, slowly, says who it is, and does what robots.txt asks. */
export function politeFetch(options: PoliteOptions): PoliteFetch {
  const rules = new Map<string, RobotsRules>();
  let delay = options.delay;
  let free = 0;
  let answered = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One request, after the pause. */
  async function send(url: string, known: Validators): Promise<Sent> {
    await pause(free - performance.now(), options.signal);
    try {
      const sent = await sendOnce(url, known, options);
      answered = true;
      return sent;
    } finally {
      free = performance.now() + delay;
    }
  }

  /** A request, repeated while its error may pass. */
  async function persist(url: string, known: Validators): Promise<Sent> {
    for (let attempt = 0; ; attempt++) {
      const sent = await send(url, known).catch((error: unknown) => {
        const kind = failureKind(error);
        if (kind === "failing" || (kind === "unreachable" && answered)) return error as Error;
        throw error;
      });
      const passing = sent instanceof Error || PASSING.has(sent.status);
      if (!passing) return sent;
      const wait = Math.max(
        options.backoff * 2 ** attempt,
        sent instanceof Error ? 0 : sent.retryAfter,
      );
      if (attempt >= options.retries || wait > LONGEST_WAIT)
        throw persistentFailure(url, sent, wait);
      const reason = sent instanceof Error ? sent.message : `${url} answers ${sent.status}`;
      options.onNotice(`${reason}; trying again in ${Math.ceil(wait / 1000)} s`);
      await pause(wait, options.signal);
    }
  }

  async function follow(url: string, known: Validators): Promise<Sent> {
    let address = url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      await refuseDisallowed(address);
      const sent = await persist(address, known);
      if (sent.location === null) return sent;
      address = nextAddress(address, sent.location);
    }
    throw fetchFailure("refused", `${url} redirects more than ${MOST_REDIRECTS} times`);
  }

  async function refuseDisallowed(url: string): Promise<void> {
    const { origin } = new URL(url);
    const known = rules.get(origin) ?? (await robotsOf(origin));
    rules.set(origin, known);
    if (!known.allows(url))
      throw fetchFailure("robots", `robots.txt asks programs not to read ${url}`);
  }

  async function robotsOf(origin: string): Promise<RobotsRules> {
    const url = `${origin}/robots.txt`;
    const sent = await robotsAnswer(url);
    if (sent === null || sent.status !== 200) return NO_RULES;
    const text = new TextDecoder().decode(sent.body.subarray(0, ROBOTS_BYTES));
    const read = readRobots(url, text, options.program);
    if (read.crawlDelay * 1000 > delay) {
      delay = read.crawlDelay * 1000;
      options.onNotice(`${url} asks for ${read.crawlDelay} s between requests`);
    }
    return read;
  }

  async function robotsAnswer(url: string): Promise<Sent | null> {
    let address = url;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const sent = await persist(address, NO_VALIDATORS);
      if (sent.location === null) return sent;
      try {
        address = nextAddress(address, sent.location);
      } catch (error) {
        options.onNotice(`${(error as Error).message}; it is taken for a site without robots.txt`);
        return null;
      }
    }
    return null;
  }

  async function get(url: string, known: Validators): Promise<Fetched> {
    const sent = await follow(url, known);
    if (sent.status === 304) return { unchanged: true };
    if (sent.status !== 200)
      throw fetchFailure("refused", `${url} answers ${sent.status}${meaning(sent.status)}`);
    const { body, contentType, etag, lastModified } = sent;
    return { unchanged: false, body, contentType, etag, lastModified };
  }

  return {
    get(url, known = NO_VALIDATORS) {
      const mine = last.then(() => get(url, known));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

const NO_VALIDATORS: Validators = { etag: null, lastModified: null };

function persistentFailure(url: string, sent: Sent | Error, wait: number): Error {
  if (sent instanceof Error) return sent;
  const asked = wait > LONGEST_WAIT ? ` and asks to wait ${Math.ceil(wait / 60_000)} minutes` : "";
  return fetchFailure("failing", `${url} answers ${sent.status}${meaning(sent.status)}${asked}`);
}

function nextAddress(from: string, location: string): string {
  const here = new URL(from);
  const next = URL.canParse(location, from) ? new URL(location, from) : null;
  if (next && /^https?:$/.test(next.protocol) && next.hostname === here.hostname) return next.href;
  const where = next ? next.origin : `"${location.slice(0, 80)}"`;
  throw fetchFailure(
    "redirect",
    `${from} leads to another place, ${where}; if that is the council's, name it instead`,
  );
}

function meaning(status: number): string {
  if (status === 403) return " (it refuses programs like this one)";
  if (status === 404) return " (there is no such page)";
  return status === 429 ? " (too many requests)" : "";
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) throw fetchFailure("stopped", "stopped");
  if (milliseconds <= 0) return;
  await sleep(milliseconds, undefined, signal && { signal }).catch((cause: unknown) => {
    throw fetchFailure("stopped", "stopped", cause);
  });
}
