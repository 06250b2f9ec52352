import { expect, it } from "vitest";
import { coverageOf } from "../../src/retrieval/coverage.ts";
import { gapsBetween } from "../../src/retrieval/gaps.ts";

it("names the months of a gap, longer than twice the usual interval", () => {
  const monthly = ["2023-10-04", "2023-11-01", "2023-12-06", "2024-01-03", "2024-02-07"];
  expect(gapsBetween(monthly)).toEqual([]);
  expect(gapsBetween([...monthly, "2024-06-05", "2024-07-03"].toReversed())).toEqual([
    {
      after: "2024-02-07",
      before: "2024-06-05",
      days: 119,
      months: ["2024-03", "2024-04", "2024-05"],
    },
  ]);
});

it("knows of no gap where few meetings are, or no whole month is between", () => {
  expect(gapsBetween(["2020-01-01", "2024-01-01", "2024-02-01"])).toEqual([]);
  expect(
    gapsBetween(["2024-01-01", "2024-01-08", "2024-01-15", "2024-01-22", "2024-02-20"]),
  ).toEqual([]);
  expect(gapsBetween([])).toEqual([]);
});

it("crosses the turn of the year", () => {
  const [gap] = gapsBetween(["2023-07-01", "2023-08-01", "2023-09-01", "2023-10-01", "2024-02-01"]);
  expect(gap!.months).toEqual(["2023-11", "2023-12", "2024-01"]);
});

it("counts by council and body, and lists reasons by kind", () => {
  const document = {
    source: "a.pdf",
    council: "Anytown",
    body: "Cabinet",
    date: "2024-01-01",
    pages: 3,
  };
  const failed = { folder: "m", source: "c.pdf", kind: "failed" as const, reason: "is encrypted" };
  const run = { started: "2024-05-01T10:00:00Z", finished: null, counts: null };
  const coverage = coverageOf({
    documents: [
      document,
      { ...document, source: "b.pdf", date: null },
      { ...document, source: "d.txt", council: null, body: null, pages: 0 },
    ],
    notes: [
      { ...failed, council: "Anytown", body: "Planning" },
      { ...failed, source: "e.pdf" },
      {
        ...failed,
        source: "a.pdf",
        kind: "held-back",
        reason: "is held back",
        places: [{ line: 4 }],
        held: { sha256: "a", facts: "b" },
      },
    ],
    withdrawn: 2,
    runs: [run, { ...run, finished: "2024-04-01T10:00:00Z" }],
  });
  expect(coverage).toMatchObject({
    documents: 3,
    pages: 6,
    from: "2024-01-01",
    to: "2024-01-01",
    withdrawn: 2,
  });
  expect(
    coverage.bodies.map(({ council, body, documents, undated, failures }) => [
      council,
      body,
      documents,
      undated,
      failures,
    ]),
  ).toEqual([
    ["Anytown", "Cabinet", 2, 1, 0],
    ["Anytown", "Planning", 0, 0, 1],
    [null, null, 1, 0, 0],
  ]);
  expect(coverage.failures.map(({ source }) => source)).toEqual(["c.pdf", "e.pdf"]);
  expect(coverage.heldBack).toEqual([
    { folder: "m", source: "a.pdf", reason: "is held back", places: [{ line: 4 }] },
  ]);
  expect(coverage.lastSuccess).toBe("2024-04-01T10:00:00Z");
});
