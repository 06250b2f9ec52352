import { beforeAll, describe, expect, it } from "vitest";
import { measureReading } from "../scripts/eval/sets/reading.ts";
import { openSetFolder } from "../scripts/eval/set-folder.ts";
import type { SetResult } from "../scripts/eval/measured-set.ts";
import { openModel } from "../scripts/open-model.ts";
import { readConfig } from "../src/config.ts";

describe("a reading set, on the real program", () => {
  let result: SetResult;
  beforeAll(async () => {
    const model = await openModel(readConfig({}));
    try {
      result = await measureReading(openSetFolder("test/eval", "paragraphs"), model);
    } finally {
      await model.close();
    }
  }, 60_000);
  const measure = (name: string) => result.measures[name];

  it("ranks the paragraphs for the questions that have one", () => {
    expect(measure("passages, recall@5")).toMatchObject({ value: 1, n: 4 });
    expect(measure("passages, words alone, nDCG@10")?.n).toBe(4);
  });

  it("finds the answers where the set has them, word for word", () => {
    expect(measure("citations verbatim")?.value).toBe(1);
    expect(measure("answers, citation recall")?.n).toBe(4);
    expect(measure("answers, citation recall")?.value).toBeGreaterThan(0.4);
    expect(measure("statements, every word in their citations")?.value).toBe(1);
  });

  it("asks whether the paragraph alone answers", () => {
    expect(measure("paragraph alone, confidence AUROC")?.n).toBe(6);
    expect(measure("paragraph alone, unanswerable, refused")?.n).toBe(2);
  });
});
