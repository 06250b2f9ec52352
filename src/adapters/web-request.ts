import { fetchFailure, type Answer } from "../sources/moderngov/ports.ts";
import { untilAborted } from "./given-up.ts";

/** What a site gave with an answer to be asked again whether it has changed. */
export type Validators = { etag: string | null; lastModified: string | null };

/** What came back of one request. */
export type Sent = Answer &
  Validators & {
    status: number;
    /** Where a redirect leads; null of other answers. */
    location: string | null;
    /** Milliseconds that the site asks to wait; 0 when it does not say. */
    retryAfter: number;
  };

export type RequestOptions = {
  userAgent: string;
  timeout: number;
  maxBytes: number;
  signal?: AbortSignal;
};

/**
 * Sends one GET; redirects come back as they are. Throws a `FetchFailure`: "failing" for what may pass,
 * "unreachable", "too large" or "stopped".
 */
export async function sendOnce(
  url: string,
  known: Validators,
  options: RequestOptions,
): Promise<Sent> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.timeout);
  const stop = () => limit.abort();
  options.signal?.addEventListener("abort", stop);
  try {
    const headers = headersOf(known, options.userAgent);
    const response = await fetch(url, { headers, redirect: "manual", signal: limit.signal });
    return await untilAborted(sentOf(url, response, options.maxBytes), limit.signal);
  } catch (error) {
    if (options.signal?.aborted) throw fetchFailure("stopped", "stopped", error);
    if (limit.signal.aborted)
      throw fetchFailure(
        "failing",
        `${url} gave no whole answer in ${options.timeout / 1000} s`,
        error,
      );
    throw failureOf(url, error);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
}

function headersOf({ etag, lastModified }: Validators, userAgent: string): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept: "text/xml, application/xml, text/html, application/pdf;q=0.9, */*;q=0.5",
    ...(etag !== null && { "if-none-match": etag }),
    ...(lastModified !== null && { "if-modified-since": lastModified }),
  };
}

async function sentOf(url: string, response: Response, maxBytes: number): Promise<Sent> {
  const { status, headers } = response;
  const redirected = [301, 302, 303, 307, 308].includes(status);
  const wanted = status === 200;
  if (!wanted) await response.body?.cancel();
  return {
    status,
    location: redirected ? headers.get("location") : null,
    retryAfter: retryAfter(headers.get("retry-after")),
    body: wanted ? await bodyOf(url, response, maxBytes) : new Uint8Array(),
    contentType: headers.get("content-type") ?? "",
    etag: headers.get("etag"),
    lastModified: headers.get("last-modified"),
  };
}

/** Reads the body as it comes and gives up on it as soon as it is too large. */
async function bodyOf(url: string, response: Response, maxBytes: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxBytes) {
      throw fetchFailure(
        "too large",
        `${url} is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB`,
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Seconds or a date (RFC 9110, 10.2.3), as milliseconds from now. */
function retryAfter(header: string | null): number {
  if (header === null) return 0;
  const wait = /^\d+$/.test(header.trim())
    ? Number(header) * 1000
    : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The reason of a failed request, in words. */
function failureOf(url: string, error: unknown): Error {
  if (error instanceof Error && "kind" in error) return error;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const { host } = new URL(url);
  if (code === "ENOTFOUND")
    return fetchFailure("unreachable", `there is no host ${host}; check the address`, error);
  if (code === "ECONNREFUSED")
    return fetchFailure("unreachable", `${host} takes no connections`, error);
  if (/CERT|SSL|TLS/.test(code))
    return fetchFailure(
      "unreachable",
      `${host} has a certificate that cannot be trusted (${code})`,
      error,
    );
  const words = code || messageOf(cause ?? error);
  if (words === "bad port")
    return fetchFailure("unreachable", `${host} has a port on which no site may be asked`, error);
  return fetchFailure("failing", `${url} broke off (${words})`, error);
}
