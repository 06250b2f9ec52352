import { failureKind, type Reader } from "./ports.ts";

/** What one way gives, or else the other; throws both reasons when neither gives anything. */
export async function either<T>(first: () => Promise<T>, second: () => Promise<T>): Promise<T> {
  let reason: string;
  try {
    return await first();
  } catch (error) {
    refuseFinal(error);
    reason = messageOf(error);
  }
  return second().catch((error: unknown) => {
    refuseFinal(error);
    throw new Error(`${reason}; ${messageOf(error)}`, { cause: error });
  });
}

/** Reads an address; what is wrong with its answer is worded to follow the address. */
export function readAt<T>(reader: Reader, url: string, parse: (text: string) => T): Promise<T> {
  return reader.text(url, parse).catch((error: unknown) => {
    if (failureKind(error) !== null) throw error;
    throw new Error(`${url} ${messageOf(error)}`, { cause: error });
  });
}

/** Throws failures after which nothing else of the site need be tried. */
export function refuseFinal(error: unknown): void {
  const kind = failureKind(error);
  if (kind === "stopped" || kind === "unreachable") throw error;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Why something could not be had, worded to follow its address. */
export function notHad(error: unknown): string {
  return `could not be fetched: ${messageOf(error)}`;
}
