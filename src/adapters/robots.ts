import robotsParser from "robots-parser";

/** What a site's robots.txt says to one program. */
export type RobotsRules = {
  allows(url: string): boolean;
  /** Seconds that it asks to wait between requests; 0 when it does not say. */
  crawlDelay: number;
};

/** Rules of a site that has no robots.txt. */
export const NO_RULES: RobotsRules = { allows: () => true, crawlDelay: 0 };

/** The package is CommonJS whose types call its function a default export; at run time it is the module itself. */
const parseRobots = robotsParser as unknown as (url: string, text: string) => ParsedRobots;

type ParsedRobots = {
  isDisallowed(url: string, program: string): boolean | undefined;
  getCrawlDelay(program: string): number | undefined;
};

/** Reads a robots.txt for the program that it would call `program`. What is no rule in it is passed over. */
export function readRobots(url: string, text: string, program: string): RobotsRules {
  const robots = parseRobots(url, text);
  return {
    allows: (address) => robots.isDisallowed(address, program) !== true,
    crawlDelay: robots.getCrawlDelay(program) ?? 0,
  };
}
