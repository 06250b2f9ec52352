/** How far something is, and the milliseconds that the rest will take at the pace so far; null before that can be told. */
export function paceOf(
  started: number,
  done: number,
  total: number,
): { done: number; total: number; remaining: number | null } {
  const pace = done === 0 ? null : (performance.now() - started) / done;
  return { done, total, remaining: pace === null ? null : pace * (total - done) };
}
