import type { Measure, Measures } from "./measure.ts";

/** Results by set, with the model that gave them. */
export type Results = { model: string; sets: Record<string, Measures> };

/** Earlier results with some sets measured anew; results of another model are dropped. Sets are kept in order of name. */
export function merged(earlier: Results | undefined, later: Results): Results {
  const kept = earlier?.model === later.model ? earlier.sets : {};
  const sets = Object.entries({ ...kept, ...later.sets }).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { model: later.model, sets: Object.fromEntries(sets) };
}

/** A measure that is not what it was; undefined where it is new or gone. */
export type Change = {
  set: string;
  name: string;
  before: number | undefined;
  after: number | undefined;
  /** The new value lies outside the earlier one's 95 % interval. */
  beyond: boolean;
};

function isBeyond(before: Measure | undefined, after: Measure | undefined): boolean {
  if (before?.low === undefined || before.high === undefined || after === undefined) return false;
  return after.value < before.low || after.value > before.high;
}

function setChanges(set: string, before: Measures, after: Measures): Change[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name): Change => {
      const [was, is] = [before[name], after[name]];
      return { set, name, before: was?.value, after: is?.value, beyond: isBeyond(was, is) };
    })
    .filter((change) => change.before !== change.after);
}

/** What differs in the sets that both have. */
export const changes = (before: Results | undefined, after: Results): Change[] =>
  Object.entries(after.sets).flatMap(([set, measures]) =>
    setChanges(set, before?.sets[set] ?? measures, measures),
  );

const number = (value: number): string => (Number.isInteger(value) ? `${value}` : value.toFixed(3));

/** A measure as it is read: `0.812 (0.76 to 0.86)`. Integers are counts and stand as they are, but for shares of 0 and 1. */
export function measureText({ value, low, high }: Measure): string {
  const shown = value === 0 || value === 1 ? value.toFixed(3) : number(value);
  if (low === undefined || high === undefined) return shown;
  return `${shown} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}
