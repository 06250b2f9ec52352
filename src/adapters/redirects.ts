import { fetchFailure } from "../sources/moderngov/ports.ts";
import type { Sent } from "./web-request.ts";

const MOST_REDIRECTS = 5;

/** Follows redirects on one host. Throws a `FetchFailure` that names the place when one leads elsewhere. */
export async function followRedirects(
  url: string,
  send: (address: string) => Promise<Sent>,
): Promise<Sent> {
  let address = url;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const sent = await send(address);
    if (sent.location === null) return sent;
    address = nextAddress(address, sent.location);
  }
  throw fetchFailure("redirect", `${url} redirects more than ${MOST_REDIRECTS} times`);
}

function nextAddress(from: string, location: string): string {
  const next = URL.canParse(location, from) ? new URL(location, from) : null;
  const same = next?.hostname === new URL(from).hostname;
  if (next && same && /^https?:$/.test(next.protocol)) return next.href;
  const place = next ? next.origin : `"${location.slice(0, 80)}"`;
  const advice = "if that is the council's, name it instead";
  throw fetchFailure("redirect", `${from} leads to another place, ${place}; ${advice}`);
}
