/**
 * The work, or the signal's reason as soon as it is aborted, whatever the work does. The body of a fetch needs it: fetch
 * forgets its signal when memory is swept while a body stands still, and would wait for ever.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let giveUp = (): void => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
