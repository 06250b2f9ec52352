import { describe, expect, it } from "vitest";
import {
  citationPrecision,
  citationRecall,
  cites,
  gradeOf,
  shared,
  type Evidence,
} from "../../src/evaluation/evidence.ts";

const at = (start: number, end: number, document = "a") => ({ document, start, end });
const evidence = (grade: 1 | 2, start: number, end: number, document = "a"): Evidence => ({
  ...at(start, end, document),
  quote: "",
  grade,
});

describe("overlap", () => {
  it("counts shared code units of one document only", () => {
    expect(shared(at(0, 10), at(6, 20))).toBe(4);
    expect(shared(at(0, 10), at(10, 20))).toBe(0);
    expect(shared(at(0, 10), at(0, 10, "b"))).toBe(0);
  });

  it("asks for half of the shorter span", () => {
    expect(cites(at(0, 100), at(95, 105))).toBe(true);
    expect(cites(at(0, 100), at(96, 106))).toBe(false);
    expect(cites(at(10, 20), at(0, 1000))).toBe(true);
  });
});

it("grades a passage by the best evidence it touches", () => {
  const quotes = [evidence(1, 0, 10), evidence(2, 50, 60), evidence(2, 0, 10, "b")];
  expect(gradeOf(at(0, 55), quotes)).toBe(2);
  expect(gradeOf(at(9, 50), quotes)).toBe(1);
  expect(gradeOf(at(10, 50), quotes)).toBe(0);
});

describe("citation scores", () => {
  const quotes = [evidence(2, 0, 10), evidence(2, 20, 30), evidence(1, 40, 50)];

  it("recalls the share of grade-2 quotes when all are needed", () => {
    expect(citationRecall([at(0, 10)], quotes, "all")).toBe(0.5);
    expect(citationRecall([at(0, 30)], quotes, "all")).toBe(1);
    expect(citationRecall([at(40, 50)], quotes, "all")).toBe(0);
    expect(citationRecall([], quotes, "all")).toBe(0);
  });

  it("is content with one where any is enough", () => {
    expect(citationRecall([at(20, 30)], quotes, "any")).toBe(1);
    expect(citationRecall([at(0, 10), at(20, 30)], quotes, "any")).toBe(1);
    expect(citationRecall([at(60, 70)], quotes, "any")).toBe(0);
  });

  it("lets either grade count for precision, and has none without citations", () => {
    expect(citationPrecision([at(0, 10), at(40, 50), at(60, 70), at(80, 90)], quotes)).toBe(0.5);
    expect(citationPrecision([], quotes)).toBeUndefined();
  });
});
