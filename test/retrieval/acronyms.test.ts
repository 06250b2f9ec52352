import { describe, expect, it } from "vitest";
import { acronymSlices, scoresWithAcronyms } from "../../src/retrieval/acronyms.ts";
import { buildLexicalIndex } from "../../src/retrieval/bm25.ts";
import { atOnce } from "../../src/retrieval/slices.ts";
import { terms } from "../../src/retrieval/terms.ts";
import { readSeed, SEEDS } from "../fixtures/read-document.ts";

const learnt = (...texts: string[]) => atOnce(acronymSlices(texts));
const meaningsOf = (acronym: string, ...texts: string[]) =>
  (learnt(...texts).get(terms(acronym)[0]!) ?? []).map((meaning) => meaning.join(" "));
const stems = (words: string) => terms(words).join(" ");

describe("acronyms", () => {
  it("are learnt from the seeds where they are spelled out", () => {
    const texts = SEEDS.map(readSeed);
    expect(meaningsOf("MASE", ...texts)).toEqual([stems("Multi Agency Sexual Exploitation")]);
    expect(meaningsOf("MASH", ...texts)).toEqual([stems("multi agency safeguarding hub")]);
    expect(meaningsOf("HSCB", ...texts)).toEqual([
      stems("Herefordshire Safeguarding Children Board"),
    ]);
  });

  it.each([
    ["the Department for Work and Pensions (DWP)", "DWP", "Department Work Pensions"],
    [
      "A SCIO (Scottish Charitable Incorporated Organisation) was formed",
      "SCIO",
      "Scottish Charitable Incorporated Organisation",
    ],
    ["the Local Safeguarding Partnership board (LSP)", "LSP", "Local Safeguarding Partnership"],
  ])("%s", (text, acronym, meaning) => {
    expect(meaningsOf(acronym, text)).toEqual([stems(meaning)]);
  });

  it.each([
    "the Chair (CBE) opened the meeting",
    "Sexual Exploitation panel met (MASE)",
    "Councillor Smith (Labour)",
    "a number of cases (NHS) were heard",
    "the report on page (A)",
  ])("are not guessed: %s", (text) => {
    expect(learnt(text).size).toBe(0);
  });

  it("are no numbers, though one is spelled as a number is", () => {
    const text = "a temporary event notice (TEN)";
    expect(meaningsOf("TEN", text)).toEqual([stems("temporary event notice")]);
    for (const number of ["10", "ten"]) expect(meaningsOf(number, text)).toEqual([]);
  });

  const texts = [
    "The Multi-Agency Sexual Exploitation panel met.",
    "MASE had no cases.",
    "Sexual health was discussed with one agency.",
    "The Multi-Agency Sexual Exploitation panel (MASE) was set up.",
  ];
  const rows = texts.map((text) => {
    const list = terms(text);
    const counts = new Map(list.map((term) => [term, list.filter((t) => t === term).length]));
    return { counts, length: list.length };
  });
  const index = buildLexicalIndex(rows);
  const scored = (query: string) => {
    const own = new Map(terms(query).map((term) => [term, 1]));
    return [...scoresWithAcronyms(index, own, learnt(...texts))];
  };

  it("find the words that they stand for, all of them and no single one, after themselves", () => {
    const [spelled, short, other] = scored("MASE") as [number, number, number];
    expect(spelled).toBeGreaterThan(0);
    expect(short).toBeGreaterThan(spelled);
    expect(other).toBe(0);
  });

  it("are found by the words that they stand for", () => {
    const [spelled, short] = scored("multi-agency sexual exploitation") as [number, number];
    expect(short).toBeGreaterThan(0);
    expect(spelled).toBeGreaterThan(short);
    expect(scored("sexual exploitation")[1]).toBe(0);
  });
});
