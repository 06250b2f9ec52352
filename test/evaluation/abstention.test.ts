import { describe, expect, it } from "vitest";
import {
  barAtRefused,
  confidenceMeasures,
  coverageAtFivePercentWrong,
  refusedAtFivePercent,
  type Judged,
} from "../../src/evaluation/abstention.ts";

const right = (confidence: number): Judged => ({ confidence, answerable: true, wrong: false });
const astray = (confidence: number): Judged => ({ confidence, answerable: true, wrong: true });
const not = (confidence: number): Judged => ({ confidence, answerable: false, wrong: true });
const many = (count: number, one: Judged): Judged[] => Array.from({ length: count }, () => one);

describe("coverage at 5 % wrong", () => {
  it("is whole when nothing is wrong, and nothing when the surest answer is", () => {
    expect(coverageAtFivePercentWrong([right(0.9), right(0.1)])).toBe(1);
    expect(coverageAtFivePercentWrong([not(0.9), right(0.1)])).toBe(0);
  });

  it("goes on past a wrong answer that later right ones make bearable", () => {
    expect(coverageAtFivePercentWrong([right(0.9), not(0.8), ...many(18, right(0.7))])).toBe(1);
    expect(coverageAtFivePercentWrong([right(0.9), not(0.8), ...many(17, right(0.7))])).toBe(
      1 / 18,
    );
  });

  it("counts an answerable question answered wrongly as wrong", () => {
    expect(coverageAtFivePercentWrong([right(0.9), astray(0.8)])).toBe(0.5);
  });

  it("cannot part questions of one confidence", () => {
    expect(coverageAtFivePercentWrong([right(0.9), not(0.9)])).toBe(0);
  });
});

describe("refusing at 5 % of the answerable", () => {
  const answerable = [right(0.1), ...many(19, right(0.6))];

  it("sets the bar at the lowest confidence but for one in twenty", () => {
    expect(barAtRefused(answerable)).toBe(0.6);
    expect(barAtRefused(answerable.slice(0, 19))).toBe(0.1);
    expect(barAtRefused(answerable, 0)).toBe(Math.min(...answerable.map((one) => one.confidence)));
  });

  it("refuses what is below the bar", () => {
    expect(refusedAtFivePercent([...answerable, not(0.5), not(0.6), not(0.2), not(0.9)])).toBe(0.5);
  });
});

it("gives AUROC with an interval, and nothing where one side is missing", () => {
  const cases = [...many(5, right(0.9)), ...many(5, not(0.2)), not(0.95)];
  const measure = confidenceMeasures("", cases)["confidence AUROC"]!;
  expect(measure.value).toBeCloseTo(5 / 6);
  expect(measure.low).toBeLessThan(5 / 6);
  expect(measure.high).toBe(1);
  expect(confidenceMeasures("", [right(1)])["confidence AUROC"]).toMatchObject({ n: 0 });
});
