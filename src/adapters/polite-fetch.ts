import { fetchFailure, type Answer } from "../sources/moderngov/ports.ts";
import { inWords, patientRequests, type PatienceOptions } from "./patient-request.ts";
import { followRedirects } from "./redirects.ts";
import { robotsGate, type RobotsOptions } from "./robots.ts";
import type { Validators } from "./web-request.ts";

/**
 * `userAgent` says who asks, and how to reach or stop them; `timeout` is what one request may take in all,
 * milliseconds; `maxBytes` the largest answer.
 */
export type PoliteOptions = PatienceOptions & RobotsOptions;

/** Settings for use on sites of others. Some of them take 90 seconds for an answer. */
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

/** Opens a fetcher that asks one thing at a time, slowly, says who it is, and does what robots.txt asks. */
export function politeFetch(options: PoliteOptions): PoliteFetch {
  const requests = patientRequests(options);
  const refuseDisallowed = robotsGate(requests, options);
  let last: Promise<unknown> = Promise.resolve();

  async function get(url: string, known: Validators): Promise<Fetched> {
    const { status, ...sent } = await followRedirects(url, async (address) => {
      await refuseDisallowed(address);
      return requests.send(address, known);
    });
    if (status === 304) return { unchanged: true };
    if (status !== 200) {
      const kind = status === 404 || status === 410 ? "missing" : "refused";
      throw fetchFailure(kind, `${url} answers ${inWords(status)}`);
    }
    const { body, contentType, etag, lastModified } = sent;
    return { unchanged: false, body, contentType, etag, lastModified };
  }

  return {
    get(url, known = { etag: null, lastModified: null }) {
      const mine = last.then(() => get(url, known));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
