import type { Features, LogisticModel } from "../answering/logistic.ts";

/** `weight`: as many like it; 1 where absent. */
export type Case = { features: Features; label: boolean; weight?: number };

const STEPS = 50;
const CLOSE_ENOUGH = 1e-8;

type Matrix = number[][];

/** Solves `a x = b` by Gaussian elimination with partial pivoting; `a` is changed. */
function solve(a: Matrix, b: number[]): number[] {
  const n = b.length;
  for (let col = 0; col < n; col++) {
    let pivot = col;
    for (let row = col + 1; row < n; row++)
      if (Math.abs(a[row]![col]!) > Math.abs(a[pivot]![col]!)) pivot = row;
    [a[col], a[pivot]] = [a[pivot]!, a[col]!];
    [b[col], b[pivot]] = [b[pivot]!, b[col]!];
    for (let row = col + 1; row < n; row++) {
      const factor = a[row]![col]! / a[col]![col]!;
      for (let k = col; k < n; k++) a[row]![k]! -= factor * a[col]![k]!;
      b[row]! -= factor * b[col]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let row = n - 1; row >= 0; row--) {
    const known = a[row]!.reduce((sum, value, k) => (k > row ? sum + value * x[k]! : sum), 0);
    x[row] = (b[row]! - known) / a[row]![row]!;
  }
  return x;
}

/** One row for each case, its inputs one after another. */
type Rows = { count: number; width: number; values: Float64Array };

function rowsOf(cases: readonly Case[], names: readonly string[]): Rows {
  const [count, width] = [cases.length, names.length];
  const values = new Float64Array(count * width);
  for (const [row, { features }] of cases.entries())
    for (const [i, name] of names.entries()) values[row * width + i] = features[name]!;
  return { count, width, values };
}

function moments({ count, width, values }: Rows, column: number): { mean: number; scale: number } {
  let sum = 0;
  for (let at = column; at < values.length; at += width) sum += values[at]!;
  const mean = sum / count;
  let squares = 0;
  for (let at = column; at < values.length; at += width) squares += (values[at]! - mean) ** 2;
  return { mean, scale: Math.sqrt(squares / count) || 1 };
}

/** The rows with each input centred and scaled, behind a 1 for the bias. */
function standardised(rows: Rows, scaling: readonly { mean: number; scale: number }[]): Rows {
  const width = rows.width + 1;
  const values = new Float64Array(rows.count * width);
  for (let row = 0; row < rows.count; row++) {
    values[row * width] = 1;
    for (const [i, { mean, scale }] of scaling.entries())
      values[row * width + i + 1] = (rows.values[row * rows.width + i]! - mean) / scale;
  }
  return { count: rows.count, width, values };
}

/**
 * Fits a logistic regression by Newton's method (iteratively reweighted least squares) with an L2 penalty on the weights
 * of the scaled inputs.
 *
 * @param penalty the larger, the smaller the weights; as `1 / C` elsewhere
 */
export function fitLogistic(cases: readonly Case[], penalty: number): LogisticModel {
  const names = Object.keys(cases[0]?.features ?? {});
  const given = rowsOf(cases, names);
  const scaling = names.map((_, i) => moments(given, i));
  const rows = standardised(given, scaling);
  let weights = new Array<number>(rows.width).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const change = newtonStep(rows, cases, weights, penalty);
    weights = weights.map((weight, i) => weight + change[i]!);
    if (Math.max(...change.map(Math.abs)) < CLOSE_ENOUGH) break;
  }
  const features = names.map((name, i) => ({ name, ...scaling[i]!, weight: weights[i + 1]! }));
  return { features, bias: weights[0]! };
}

function newtonStep(
  { count, width, values }: Rows,
  cases: readonly Case[],
  weights: readonly number[],
  penalty: number,
): number[] {
  const gradient = Float64Array.from(weights, (weight, i) => (i === 0 ? 0 : -penalty * weight));
  const curves = new Float64Array(width * width);
  const current = Float64Array.from(weights);
  for (let at = 0; at < count; at++) {
    const row = values.subarray(at * width, (at + 1) * width);
    let sum = 0;
    for (let i = 0; i < width; i++) sum += row[i]! * current[i]!;
    const p = 1 / (1 + Math.exp(-sum));
    const { label, weight = 1 } = cases[at]!;
    const error = weight * ((label ? 1 : 0) - p);
    const curve = weight * p * (1 - p);
    for (let i = 0; i < width; i++) {
      gradient[i]! += error * row[i]!;
      const curved = curve * row[i]!;
      for (let j = 0, to = i * width; j <= i; j++, to++) curves[to]! += curved * row[j]!;
    }
  }
  const own = (i: number, j: number): number => (i !== j ? 0 : i > 0 ? penalty : 1e-9);
  const hessian = weights.map((_, i) =>
    weights.map((__, j) => curves[Math.max(i, j) * width + Math.min(i, j)]! + own(i, j)),
  );
  return solve(hessian, [...gradient]);
}
