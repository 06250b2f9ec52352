import { describe, expect, it } from "vitest";
import evidence from "../../src/answering/evidence-model-read.json" with { type: "json" };
import { notFittedWith } from "../../src/answering/models.ts";

const checksum = evidence.embedder.split(" ").at(-1)!;

describe("the models that choose the answers", () => {
  it("were fitted with the bundled models", () => {
    expect(notFittedWith(checksum, evidence.reader)).toEqual([]);
    expect(notFittedWith(checksum, undefined)).toEqual([]);
  });

  it("say which other model they were not fitted with", () => {
    expect(notFittedWith(checksum, "my-reader 0123abcd")).toEqual([
      expect.stringContaining("another reader"),
    ]);
    expect(notFittedWith("0123abcd", "my-reader 0123abcd")).toHaveLength(2);
  });
});
