import { Server } from "node:http";
import { type AddressInfo } from "node:net";
import { serve } from "@hono/node-server";

export type Listening = {
  /** Where a browser on this machine finds it. */
  url: string;
  /** Stops accepting and waits for the requests in flight, at most `graceMs`; then what is left is cut off. */
  close(graceMs: number): Promise<void>;
};

export type ListenOptions = {
  fetch: Parameters<typeof serve>[0]["fetch"];
  host: string;
  /** 0 takes any free port. */
  port: number;
};

const IDLE_CHECK_MS = 25;
/** Time for a request to come in whole; the largest body takes it at 9 kB a second. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Serves over HTTP. Rejects with one clear line when the address cannot be had. */
export function listen({ fetch, host, port }: ListenOptions): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const serverOptions = { requestTimeout: REQUEST_TIMEOUT_MS };
    const server = serve({ fetch, hostname: host, port, serverOptions }, (address) =>
      resolve({ url: urlOf(host, address), close: (graceMs) => close(server, graceMs) }),
    );
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(new Error(inWords(cause, host, port), { cause })),
    );
  });
}

function inWords(cause: NodeJS.ErrnoException, host: string, port: number): string {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} on ${host} is in use: stop the program that has it, or choose another with PORT=${port + 1} npm start`,
    EACCES: `port ${port} may not be used by this user: choose one above 1023 with PORT=3000 npm start`,
    EADDRNOTAVAIL: `${host} is not an address of this machine: set HOST to one that is, such as 127.0.0.1`,
    ENOTFOUND: `there is no host ${host}: set HOST to an address of this machine, such as 127.0.0.1`,
  };
  return reasons[cause.code ?? ""] ?? `cannot listen on ${host}:${port}: ${cause.message}`;
}

function urlOf(host: string, { port }: AddressInfo): string {
  const anywhere = host === "0.0.0.0" || host === "::";
  const name = anywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

function close(server: ReturnType<typeof serve>, graceMs: number): Promise<void> {
  if (!(server instanceof Server)) throw new Error("the service runs on plain HTTP only");
  return new Promise((resolve) => {
    // A kept-alive connection becomes idle only when its last answer has gone out.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(late);
      resolve();
    });
  });
}
