import type { AppContext } from "./context.ts";

/** Makes a path of the web interface a whole address. */
export type LinkTo = (path: string) => string;

/** Links below an address, which may have a path of its own. */
export function linksBelow(base: string): LinkTo {
  const start = base.replace(/\/+$/, "");
  return (path) => start + path;
}

/** Links below the public address, where there is one, else below the address that the request came to. */
export function linksOf(c: AppContext, publicUrl: string | undefined): LinkTo {
  return linksBelow(publicUrl ?? new URL(c.req.url).origin);
}
