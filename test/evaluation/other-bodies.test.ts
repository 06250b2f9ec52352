import { describe, expect, it } from "vitest";
import { readOtherBody, otherBodies } from "../../scripts/fit/other-bodies.ts";

describe.each(otherBodies())("the labels of %s", (name) => {
  const { files, questions } = readOtherBody(name);
  const listed = new Set(files.map(({ doc }) => doc));

  it("have ids and files of their own", () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    expect(listed.size).toBe(files.length);
  });

  it("name places in the files that are listed", () => {
    for (const { doc, start, end } of questions.flatMap(({ evidence, near }) => [
      ...evidence,
      ...near,
    ])) {
      expect(listed).toContain(doc);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(end).toBeGreaterThan(start);
    }
  });

  it("have evidence that answers where, and only where, there is an answer", () => {
    for (const { answerable, evidence } of questions)
      expect(evidence.some(({ grade }) => grade === 2)).toBe(answerable);
  });
});
