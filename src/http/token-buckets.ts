import { LRUCache } from "lru-cache";

export type Taken = {
  allowed: boolean;
  /** Whole requests left now. */
  remaining: number;
  /** Seconds until all are there again, and until the next one is. */
  untilFull: number;
  untilNext: number;
};

export type TokenBuckets = { take(id: string): Taken };

/** Buckets kept, some 100 bytes each; the one not used for longest goes, which makes it full again. */
const MOST_BUCKETS = 50_000;
const MINUTE = 60_000;

/**
 * A bucket of tokens for each id. It holds a minute's requests, which may come at once, and fills evenly. `now` gives
 * milliseconds that never go back.
 */
export function tokenBuckets(
  perMinute: number,
  now: () => number = () => performance.now(),
): TokenBuckets {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: MOST_BUCKETS });
  const perMs = perMinute / MINUTE;
  const filled = (id: string, at: number) => {
    const bucket = buckets.get(id);
    return bucket ? Math.min(perMinute, bucket.tokens + (at - bucket.at) * perMs) : perMinute;
  };
  return {
    take(id) {
      const at = now();
      const before = filled(id, at);
      const allowed = before >= 1;
      const tokens = allowed ? before - 1 : before;
      buckets.set(id, { tokens, at });
      return {
        allowed,
        remaining: Math.floor(tokens),
        untilFull: Math.ceil((perMinute - tokens) / perMs / 1000),
        untilNext: Math.max(1, Math.ceil((1 - tokens) / perMs / 1000)),
      };
    },
  };
}
