/** Who may ask, how much, and from where. */
export type Access = {
  /** Keys, or `sha256:` and the hex digest of one. Empty: nobody is asked for a key. */
  keys: readonly string[];
  /** The pages for people are shown without a key. */
  publicPages: boolean;
  /** Requests a minute with one key, and from one address without; 0 is no limit. */
  keyRate: number;
  addressRate: number;
  /** Requests answered at a time. */
  concurrent: number;
  /** One proxy stands before the service, and its `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  trustProxy: boolean;
  /** Origins whose pages may call the API; `*` is all. */
  corsOrigins: readonly string[];
};

/** For a service that only this machine can reach. */
export const LOCAL_ACCESS: Access = {
  keys: [],
  publicPages: false,
  keyRate: 0,
  addressRate: 0,
  concurrent: 100,
  trustProxy: false,
  corsOrigins: [],
};

/** Health is always told: what watches a service has no key and must see it when it is busiest. */
export const isHealth = (path: string): boolean => path === "/healthz" || path === "/readyz";

/** What the pages for people are made of. */
export const isPage = (path: string): boolean =>
  path === "/" || path === "/precedents" || path.startsWith("/documents/");

const DESCRIPTIONS = new Set(["/docs", "/openapi.json"]);

/** What says nothing of the minutes: the service's health, its description, and what pages look like. */
export const isOpen = (path: string): boolean =>
  isHealth(path) || DESCRIPTIONS.has(path) || path.startsWith("/assets/");

/** Whether only this machine can reach what is served on a host or address. */
export function isLoopback(host: string): boolean {
  return (
    host === "localhost" || host === "::1" || host === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}
