/** Work that can be paused wherever it yields. */
export type Slices<T> = Generator<undefined, T, undefined>;

/** How long work may keep others of the process waiting, milliseconds: less than one answer takes. */
const SLICE_MS = 8;

/** Does work without a pause. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Part of the time that others took which the next slice takes, so that work ends on a busy server, too. */
const SHARE = 0.25;
const LONGEST_MS = 100;

/** Does work in slices of some milliseconds, between which everything else in the process has its turn. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  for (let until = performance.now() + SLICE_MS; ;) {
    const { done, value } = work.next();
    if (done) return value;
    const paused = performance.now();
    if (paused < until) continue;
    await othersTurn();
    const now = performance.now();
    until = now + Math.min(LONGEST_MS, Math.max(SLICE_MS, SHARE * (now - paused)));
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
