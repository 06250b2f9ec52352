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

/** Does work in slices of some milliseconds, between which everything else in the process has its turn. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  for (let until = performance.now() + SLICE_MS; ;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await othersTurn();
    until = performance.now() + SLICE_MS;
  }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
