import { timing, type Timing } from "../../src/evaluation/timings.ts";

export type Step = { name: string; run: (question: string) => Promise<unknown> };

/** Times of a step, and of the reference on the same questions in the same run; milliseconds. */
export type StepTiming = { name: string; own: Timing; reference: Timing };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Times steps one after the other on different questions (no question is given to two steps), each
 * beside the reference on the same question: now the one first, now the other, so that a slow moment
 * of the machine hits both.
 */
export async function interleaved(
  steps: readonly Step[],
  reference: Step["run"],
  questions: readonly string[],
): Promise<StepTiming[]> {
  const times = steps.map(() => ({ own: [] as number[], reference: [] as number[] }));
  for (const [turn, question] of questions.entries()) {
    const step = steps[turn % steps.length];
    const row = times[turn % steps.length];
    if (step === undefined || row === undefined) continue;
    const own = async () => row.own.push(await timed(() => step.run(question)));
    const other = async () => row.reference.push(await timed(() => reference(question)));
    const pair = Math.floor(turn / steps.length) % 2 === 0 ? [own, other] : [other, own];
    for (const measure of pair) await measure();
  }
  return steps.map(({ name }, index) => ({
    name,
    own: timing(times[index]?.own ?? []),
    reference: timing(times[index]?.reference ?? []),
  }));
}
