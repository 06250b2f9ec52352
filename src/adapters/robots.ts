import robotsParser from "robots-parser";
import { failureKind, fetchFailure } from "../sources/moderngov/ports.ts";
import { followRedirects } from "./redirects.ts";
import type { PatientRequests } from "./patient-request.ts";
import type { Sent } from "./web-request.ts";

/** What a site's robots.txt says to one program. */
type RobotsRules = {
  allows(url: string): boolean;
  /** Seconds that it asks to wait between requests; 0 when it does not say. */
  crawlDelay: number;
};

export type RobotsOptions = {
  /** The name under which robots.txt may speak to the program. */
  program: string;
  onNotice: (message: string) => void;
};

/** Rules of a site that has no robots.txt. */
const NO_RULES: RobotsRules = { allows: () => true, crawlDelay: 0 };
/** What is read of a robots.txt, bytes (RFC 9309 asks for at least this much). */
const MOST_BYTES = 500 * 1024;

/**
 * Gives a gate that throws for addresses that the robots.txt of their site forbids, and slows the requests where
 * it asks for that. A robots.txt that cannot be had for errors of the site forbids all (RFC 9309, 2.3.1.4).
 */
export function robotsGate(requests: PatientRequests, options: RobotsOptions) {
  const rules = new Map<string, RobotsRules>();
  return async (url: string): Promise<void> => {
    const { origin } = new URL(url);
    const known = rules.get(origin) ?? (await rulesOf(origin, requests, options));
    rules.set(origin, known);
    if (known.allows(url)) return;
    throw fetchFailure("robots", `robots.txt asks programs not to read ${url}`);
  };
}

async function rulesOf(
  origin: string,
  requests: PatientRequests,
  { program, onNotice }: RobotsOptions,
): Promise<RobotsRules> {
  const url = `${origin}/robots.txt`;
  const sent = await robotsAnswer(url, requests, onNotice);
  if (sent?.status !== 200) return NO_RULES;
  const text = new TextDecoder().decode(sent.body.subarray(0, MOST_BYTES));
  const read = readRobots(url, text, program);
  if (requests.slowTo(read.crawlDelay * 1000)) {
    onNotice(`${url} asks for ${read.crawlDelay} s between requests`);
  }
  return read;
}

/** Null where it leads to another place. */
async function robotsAnswer(
  url: string,
  requests: PatientRequests,
  onNotice: (message: string) => void,
): Promise<Sent | null> {
  try {
    const none = { etag: null, lastModified: null };
    return await followRedirects(url, (address) => requests.send(address, none));
  } catch (error) {
    const kind = failureKind(error);
    // Without it nothing may be asked of the site: no other address need be tried.
    if (kind === "failing") throw fetchFailure("unreachable", (error as Error).message, error);
    if (kind !== "redirect" || !(error instanceof Error)) throw error;
    onNotice(`${error.message}; the site is taken to have no robots.txt`);
    return null;
  }
}

/** The package is CommonJS whose types call its function a default export; at run time it is the module itself. */
const parseRobots = robotsParser as unknown as (url: string, text: string) => ParsedRobots;

type ParsedRobots = {
  isDisallowed(url: string, program: string): boolean | undefined;
  getCrawlDelay(program: string): number | undefined;
};

/** Reads a robots.txt for the program that it would call `program`. What is no rule in it is passed over. */
function readRobots(url: string, text: string, program: string): RobotsRules {
  const robots = parseRobots(url, text);
  return {
    allows: (address) => robots.isDisallowed(address, program) !== true,
    crawlDelay: robots.getCrawlDelay(program) ?? 0,
  };
}
