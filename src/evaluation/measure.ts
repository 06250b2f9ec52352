import { estimate } from "./statistics.ts";

/** A measured number, the count of cases behind it, and its 95 % interval where one was computed. */
export type Measure = { value: number; n: number; low?: number; high?: number };

export type Measures = Record<string, Measure>;

/** Mean of per-question values with its bootstrap interval. */
export function meanMeasure(values: readonly number[]): Measure {
  const { mean, low, high, n } = estimate(values);
  return { value: mean, low, high, n };
}

/** Share of the cases for which the answer is yes, without an interval. */
export const shareMeasure = (cases: readonly boolean[]): Measure => ({
  value: cases.filter(Boolean).length / cases.length,
  n: cases.length,
});

const DIGITS = 4;
const round = (value: number): number => Number(value.toFixed(DIGITS));

/** The same measures with 4 digits, without those that had no case. */
export const rounded = (measures: Measures): Measures =>
  Object.fromEntries(
    Object.entries(measures)
      .filter(([, measure]) => measure.n > 0 && Number.isFinite(measure.value))
      .map(([name, { n, ...rest }]) => [
        name,
        {
          ...Object.fromEntries(Object.entries(rest).map(([k, v]) => [k, round(v)])),
          n,
        } as Measure,
      ]),
  );
