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

function moments(values: readonly number[]): { mean: number; scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, scale: Math.sqrt(variance) || 1 };
}

/**
 * Fits a logistic regression by Newton's method (iteratively reweighted least squares) with an L2 penalty on the weights
 * of the scaled inputs.
 *
 * @param penalty the larger, the smaller the weights; as `1 / C` elsewhere
 */
export function fitLogistic(cases: readonly Case[], penalty: number): LogisticModel {
  const names = Object.keys(cases[0]?.features ?? {});
  const scaling = names.map((name) => moments(cases.map(({ features }) => features[name]!)));
  const rows = cases.map(({ features }) => [
    1,
    ...names.map((name, i) => (features[name]! - scaling[i]!.mean) / scaling[i]!.scale),
  ]);
  let weights = new Array<number>(names.length + 1).fill(0);
  for (let step = 0; step < STEPS; step++) {
    const change = newtonStep(rows, cases, weights, penalty);
    weights = weights.map((weight, i) => weight + change[i]!);
    if (Math.max(...change.map(Math.abs)) < CLOSE_ENOUGH) break;
  }
  const features = names.map((name, i) => ({ name, ...scaling[i]!, weight: weights[i + 1]! }));
  return { features, bias: weights[0]! };
}

function newtonStep(
  rows: readonly number[][],
  cases: readonly Case[],
  weights: readonly number[],
  penalty: number,
): number[] {
  const n = weights.length;
  const gradient = weights.map((weight, i) => (i === 0 ? 0 : -penalty * weight));
  const hessian = weights.map((_, i) =>
    weights.map((__, j) => (i === j && i > 0 ? penalty : i === j ? 1e-9 : 0)),
  );
  rows.forEach((row, r) => {
    const sum = row.reduce((total, value, i) => total + value * weights[i]!, 0);
    const p = 1 / (1 + Math.exp(-sum));
    const { label, weight = 1 } = cases[r]!;
    const error = weight * ((label ? 1 : 0) - p);
    const curve = weight * p * (1 - p);
    for (let i = 0; i < n; i++) {
      gradient[i]! += error * row[i]!;
      for (let j = 0; j < n; j++) hessian[i]![j]! += curve * row[i]! * row[j]!;
    }
  });
  return solve(hessian, gradient);
}
