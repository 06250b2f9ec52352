import { localhostAllowedOrigins, validateOriginHeader } from "@modelcontextprotocol/server";

/**
 * Says whether a request with this `Origin` header may be served: one without the header, which no web page sends, or of a
 * page of this machine, of the public address or of an allowed site. A page of another host may be one that had its own
 * name resolved to this machine (DNS rebinding), so that the address it asks proves nothing.
 */
export function originCheck(publicUrl: string | undefined, sites: readonly string[]) {
  const own = publicUrl === undefined ? [] : [new URL(publicUrl).hostname];
  const hosts = [...localhostAllowedOrigins(), ...own];
  return (origin: string | undefined): boolean =>
    validateOriginHeader(origin, hosts).ok ||
    sites.includes("*") ||
    (origin !== undefined && sites.includes(origin));
}
