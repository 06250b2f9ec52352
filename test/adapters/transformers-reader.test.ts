import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openReader } from "../../src/adapters/transformers-reader.ts";
import { readConfig } from "../../src/config.ts";
import { readerOf } from "../../src/reader.ts";
import type { Reader, ReaderText } from "../../src/retrieval/ports.ts";

const bundled = { model: "minutes-reader", cacheDir: tmpdir() };

/** Sentences of the seeds. */
const FOSTERING: ReaderText = {
  context: "Hammersmith and Fulham. Executive Director's Update",
  sentences: [
    "Councillor Ginn asked what the average ages of adopted and fostered children were.",
    "Steve Miley said that children under five were most likely to be adopted – foster children tended to be in the 5-17 range.",
    "Eleanor Allen asked if it was still true that a foster carer looking to adopt would lose their foster allowance.",
  ],
};
const ROADS: ReaderText = {
  context: "",
  sentences: ["The roads were gritted in winter.", "Salt had been bought in time."],
};

let reader: Reader;
beforeAll(async () => {
  reader = await openReader(bundled);
});
afterAll(() => reader.close());

describe("the bundled reader", () => {
  it("finds the sentence that answers, and the text that does", async () => {
    const question = "How old are the kids who get adopted?";
    const [fostering, roads] = await reader.read(question, [FOSTERING, ROADS]);
    const [asked, answer, other] = fostering!.sentences as [number, number, number];
    expect(answer).toBeGreaterThan(other);
    expect(answer).toBeGreaterThan(asked);
    expect(fostering!.whole).toBeGreaterThan(roads!.whole);
    for (const one of roads!.sentences) expect(one!).toBeLessThan(answer);
  });

  it("judges each text in the order given, much the same alone and beside others", async () => {
    const question = "Is there enough salt?";
    const texts = [FOSTERING, ROADS, { context: "x", sentences: [] }, FOSTERING];
    const together = await reader.read(question, texts);
    const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
    expect(together.map(({ sentences }) => sentences.length)).toEqual([3, 2, 0, 3]);
    for (const [i, text] of texts.entries()) {
      const [alone] = await reader.read(question, [text]);
      for (const [j, one] of alone!.sentences.entries())
        expect(Math.abs(chance(one!) - chance(together[i]!.sentences[j]!))).toBeLessThan(0.1);
    }
    expect(await reader.read(question, [])).toEqual([]);
  });

  it("does not read on where a text is longer than it can take, and takes any characters", async () => {
    const long = Array.from({ length: 60 }, () => FOSTERING.sentences[1]!);
    const [reading] = await reader.read("\ud800 \u0000 é ".repeat(100), [
      { context: "", sentences: long },
    ]);
    expect(reading!.sentences).toHaveLength(60);
    expect(reading!.sentences[0]).toBeTypeOf("number");
    expect(reading!.sentences[59]).toBeUndefined();
  });

  it("says what it is", () => {
    expect(reader.name).toMatch(/^minutes-reader [0-9a-f]{64}$/);
  });
});

describe("opening", () => {
  it("is left out where the settings say so", async () => {
    expect(await readerOf(readConfig({ RERANKER: "none" }))).toBeUndefined();
  });

  it("refuses a model of another kind, or none, in one line", async () => {
    const other = openReader({ ...bundled, model: "all-MiniLM-L6-v2" });
    await expect(other).rejects.toThrow('model "all-MiniLM-L6-v2" is no reader');
    await expect(openReader({ ...bundled, model: "./nowhere" })).rejects.toThrow(/^model "/);
  });

  it("leaves the others their session when one is closed", async () => {
    const other = await openReader(bundled);
    const under = other.read("Who?", [FOSTERING]);
    await other.close();
    expect(await under).toHaveLength(1);
    await expect(other.read("Who?", [ROADS])).rejects.toThrow("closed");
    expect(await reader.read("Who?", [ROADS])).toHaveLength(1);
  });
});
