import { estimate, interval, shareInterval } from "./statistics.ts";

/** A measured number, the count of cases behind it, and its 95 % interval where one was computed. */
export type Measure = { value: number; n: number; low?: number; high?: number };

export type Measures = Record<string, Measure>;

/** Mean of per-question values with its bootstrap interval. */
export function meanMeasure(values: readonly number[]): Measure {
  const { mean, low, high, n } = estimate(values);
  return { value: mean, low, high, n };
}

/** Share of the cases for which the answer is yes, with Wilson's interval. */
export function shareMeasure(cases: readonly boolean[]): Measure {
  const yes = cases.filter(Boolean).length;
  const n = cases.length;
  return { value: yes / n, ...shareInterval(yes, n), n };
}

/** Any statistic of the cases, with its bootstrap interval over cases drawn within their strata. `n` counts them all. */
export function statisticMeasure<Case>(
  strata: readonly (readonly Case[])[],
  statistic: (cases: readonly Case[]) => number,
): Measure {
  const cases = strata.flat();
  const n = strata.some((one) => one.length === 0) ? 0 : cases.length;
  if (n === 0) return { value: Number.NaN, n };
  return { value: statistic(cases), ...interval(strata, statistic), n };
}

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
