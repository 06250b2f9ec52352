import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/** Answers a request in its own way and gives true, or leaves it to the fixtures. */
export type Misbehaviour = (request: IncomingMessage, response: ServerResponse) => boolean;

export type SiteServer = {
  url: string;
  /** Path and query of every request but those of robots.txt, below the mount, in order. */
  requests: string[];
  /** The headers of every request. */
  headers: IncomingMessage["headers"][];
  /** The most requests that were under way at once. */
  mostAtOnce(): number;
  misbehave: Misbehaviour;
  close(): Promise<void>;
};

/** Serves a folder of fixtures as a ModernGov site, below `mount`. What is not in it is a 404. */
export async function serveSite(folder: string, mount = "/"): Promise<SiteServer> {
  let under = 0;
  let most = 0;
  const site = { requests: [] as string[], headers: [] as IncomingMessage["headers"][] };
  const server = createServer((request, response) => {
    most = Math.max(most, ++under);
    response.on("close", () => under--);
    const address = request.url ?? "/";
    site.headers.push(request.headers);
    if (address !== "/robots.txt") site.requests.push(address.slice(mount.length));
    if (running.misbehave(request, response)) return;
    const body = address.startsWith(mount) ? fixture(folder, address.slice(mount.length)) : null;
    if (body === null) {
      response
        .writeHead(404, { "content-type": "text/html" })
        .end("<html><body>Not found</body></html>");
      return;
    }
    response.writeHead(200, { "content-type": typeOf(address) }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const running: SiteServer = {
    url: `http://127.0.0.1:${port}${mount}`,
    ...site,
    mostAtOnce: () => most,
    misbehave: () => false,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return running;
}

/** The stored answer, whatever range of days is asked for, as on hosts that ignore it. */
function fixture(folder: string, address: string): Buffer | null {
  const [path = "", query = ""] = decodeURIComponent(address).split("?");
  const args = query
    .split("&")
    .filter((arg) => !/^(?:s(?:From|To)Date=|lCommitteeId=-1$)/.test(arg) && arg !== "");
  const name = args.length > 0 ? `${path}_${args.join("&")}` : path;
  const file = [".xml", ".html", ""]
    .map((type) => join(folder, name + type))
    .find((candidate) => existsSync(candidate));
  return file === undefined || name === "" ? null : readFileSync(file);
}

function typeOf(address: string): string {
  return address.includes(".asmx") ? "text/xml; charset=utf-8" : "text/html; charset=utf-8";
}
