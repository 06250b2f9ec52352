import { describe, expect, it } from "vitest";
import { hyphensOf } from "../../src/formats/pdf-hyphens.ts";

describe("a word cut at the end of a line", () => {
  const lines = [
    "the committee met; a well-being officer, road works and a long term plan",
    "Cllr Reid-McConnell",
  ];
  const join = hyphensOf(lines);

  it.each([
    ["of the com-", "mittee", "of the committee"],
    ["their environ-", "mental duty", "their environmental duty"],
    ["the long-", "term plan", "the long-term plan"],
    ["their well-", "being", "their well-being"],
    ["some twenty-", "one", "some twenty-one"],
    ["a self-", "sufficient", "a self-sufficient"],
    ["Cllr Reid-", "McConnell said", "Cllr Reid-McConnell said"],
    ["members (8-", "10) came", "members (8-10) came"],
    ["soft\u00ad", "ware", "software"],
  ])("%s|%s", (before, after, joined) => {
    expect(join(before, after)).toBe(joined);
  });

  it("is not seen in dashes", () => {
    expect(join("The Chair -", "he said")).toBeNull();
    expect(join("President-", "Barry Bryant")).toBeNull();
    expect(join("the end", "of it")).toBeNull();
  });
});
