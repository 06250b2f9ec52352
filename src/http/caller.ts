import type { HttpBindings } from "@hono/node-server";
import type { AppContext } from "./context.ts";

/** Where a request seems to come from when nothing tells. */
const UNKNOWN = "unknown";

/** What a proxy appends to a list is last; all before it may be made up by the caller. */
const lastOf = (header: string | undefined) => header?.split(",").at(-1)?.trim() || undefined;

/**
 * The address that a request comes from, as limits count it: an IPv6 network of 64 bits counts as one, since a household
 * has a whole one. Behind a proxy, the address that the proxy saw.
 */
export function callerOf(c: AppContext, trustProxy: boolean): string {
  const env = c.env as Partial<HttpBindings> | undefined;
  const forwarded = trustProxy ? lastOf(c.req.header("x-forwarded-for")) : undefined;
  return networkOf(forwarded ?? env?.incoming?.socket.remoteAddress ?? UNKNOWN);
}

/** Whether the caller speaks HTTPS, with the service or with the proxy before it. */
export function isHttps(c: AppContext, trustProxy: boolean): boolean {
  const forwarded = trustProxy ? lastOf(c.req.header("x-forwarded-proto")) : undefined;
  return (forwarded ?? new URL(c.req.url).protocol.slice(0, -1)) === "https";
}

/** An IPv4 address as it is, the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const v4 = /^(?:::ffff:)?(\d+(?:\.\d+){3})$/i.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(":")) return v4 ?? address.slice(0, 100);
  const [head = "", tail = ""] = address.replace(/%.*$/, "").split("::");
  const groups = (part: string) => part.split(":").filter((group) => group !== "");
  const gap = Math.max(0, 8 - groups(head).length - groups(tail).length);
  const all = [...groups(head), ...Array.from({ length: gap }, () => "0"), ...groups(tail)];
  const plain = all.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""));
  return `${plain.join(":")}::/64`;
}
