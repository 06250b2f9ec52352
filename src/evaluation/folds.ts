import { seeded } from "./statistics.ts";

/** Cases, by their place in a list, that a model is fitted on, and others that it is tried on. */
export type Split = { training: number[]; test: number[] };

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const without = (n: number, test: readonly number[]): number[] => {
  const held = new Set(test);
  return range(n).filter((i) => !held.has(i));
};

/** Fitted and tried on the same cases: what it seems to be worth. */
export const inSample = (n: number): Split[] => [{ training: range(n), test: range(n) }];

const SEED = 7;

/** Two halves dealt at random (the seed is fixed), each tried by a model of the other. */
export function inHalves(n: number): Split[] {
  const random = seeded(SEED);
  const dealt = range(n)
    .map((i) => ({ i, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ i }) => i);
  const half = dealt.slice(0, Math.ceil(n / 2)).toSorted((a, b) => a - b);
  const other = without(n, half);
  return [
    { training: other, test: half },
    { training: half, test: other },
  ];
}

/**
 * All cases of one group are left out together. `groups[i]` are the groups that case i has to do with: it
 * is tried with the first, and trains no model of a split that tries one of them. A case without groups
 * is tried with any, dealt in turn.
 */
export function byGroup(groups: readonly (readonly string[])[]): Split[] {
  const names = [...new Set(groups.flatMap((of) => of.slice(0, 1)))].toSorted();
  const home = groups.map((of, i) => of[0] ?? names[i % names.length]!);
  return names.map((name) => ({
    test: range(groups.length).filter((i) => home[i] === name),
    training: range(groups.length).filter((i) => home[i] !== name && !groups[i]!.includes(name)),
  }));
}

/** Fits a model for each split and tries it on the cases left out; results in the order of the cases, each tried once. */
export function crossValidate<Case, Model, Result>(
  cases: readonly Case[],
  splits: readonly Split[],
  fit: (training: readonly Case[]) => Model,
  tryOn: (model: Model, one: Case) => Result,
): Result[] {
  const results = new Map<number, Result>();
  for (const { training, test } of splits) {
    const model = fit(training.map((i) => cases[i]!));
    for (const i of test) results.set(i, tryOn(model, cases[i]!));
  }
  return cases.map((_, i) => results.get(i)!);
}
