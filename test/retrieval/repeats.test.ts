import { describe, expect, it } from "vitest";
import { foldRepeats } from "../../src/retrieval/repeats.ts";
import { readExcerpt } from "../fixtures/read-document.ts";

type Entry = { text: string; documentId: string };
const fold = (list: Entry[], most = list.length) => foldRepeats(list, (entry) => entry, most);
const entry = (documentId: string, text: string): Entry => ({ documentId, text });
const items = readExcerpt("broomhill-2022-12-14").split("\n\n");
const roundabout = items[3]!;

describe("what repeats the words of another document", () => {
  it("is folded into the first, which keeps its place", () => {
    const list = [entry("pdf", roundabout), entry("pdf", items[1]!), entry("docx", roundabout)];
    expect(fold(list)).toEqual([
      { kept: list[0], repeats: [list[2]] },
      { kept: list[1], repeats: [] },
    ]);
  });

  it("is known by its words: line breaks, case and a corrected word do not matter", () => {
    const approved = roundabout.replaceAll(" ", "\n").toUpperCase().replace("MOOTED", "DISCUSSED");
    const [first, ...others] = fold([entry("draft", roundabout), entry("final", approved)]);
    expect(first!.repeats).toHaveLength(1);
    expect(others).toEqual([]);
  });

  it("is a standing sentence of three words too", () => {
    expect(fold([entry("a", "No report"), entry("b", "No report.")])).toHaveLength(1);
    expect(fold([entry("a", "No report"), entry("b", "No update")])).toHaveLength(2);
  });
});

describe("what is kept apart", () => {
  it("is what one document says twice", () => {
    expect(fold([entry("a", roundabout), entry("a", roundabout)])).toHaveLength(2);
  });

  it("is another figure in a like sentence, and another part of the item", () => {
    const balance = "The balance in the Main account at the date of the meeting is around £3,200.";
    expect(
      fold([
        entry("a", balance),
        entry("b", balance.replace("3,200", "5,300 plus a grant of £20")),
      ]),
    ).toHaveLength(2);
    expect(
      fold([entry("a", roundabout), entry("b", roundabout.slice(roundabout.length / 2))]),
    ).toHaveLength(2);
  });

  it("ends with the last place, with what repeats before it", () => {
    const list = [entry("a", items[0]!), entry("b", items[0]!), entry("b", items[1]!)];
    expect(fold(list, 1)).toEqual([{ kept: list[0], repeats: [list[1]] }]);
  });
});
