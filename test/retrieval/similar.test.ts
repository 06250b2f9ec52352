import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine.ts";
import type { PlacedPassage, SimilarResult } from "../../src/retrieval/model.ts";
import { openDatedEngine } from "../fixtures/dated-meetings.ts";
import { openSeedEngine } from "../http/seed-engine.ts";

let dated: Engine;
let seeds: Engine;
beforeAll(async () => {
  dated = await openDatedEngine();
  seeds = await openSeedEngine();
}, 60_000);
afterAll(async () => {
  await dated.close();
  await seeds.close();
});

async function passageSaying(engine: Engine, words: string): Promise<PlacedPassage> {
  const { results } = await engine.search({ query: `"${words}"`, limit: 1 });
  return results[0]!.passage;
}

const rowsPerDocument = (results: SimilarResult[]) => {
  const counts = new Map<string, number>();
  for (const { passage } of results)
    counts.set(passage.documentId, (counts.get(passage.documentId) ?? 0) + 1);
  return [...counts.values()];
};

describe("precedents", () => {
  it("have what was decided beside what was said, word for word", async () => {
    const { results } = await seeds.similarToText("the Pause programme and its funding", {
      filters: { council: ["Islington"] },
    });
    const [{ decision, passage }] = results as [SimilarResult];
    expect(passage.text).toContain("Pause programme");
    expect(decision!.text).toContain("a further report on the Pause programme");
    const { text } = seeds.document(decision!.documentId)!;
    expect(text.slice(decision!.start, decision!.end)).toBe(decision!.text);
    expect(decision!.url).toContain(`start=${decision!.start}&end=${decision!.end}`);
  });

  it("are not given the decision of another matter of a long report", async () => {
    const { results } = await seeds.similarToText("There is a shortage of foster carers.", {
      filters: { council: ["Islington"] },
    });
    const [{ decision, passage }] = results as [SimilarResult];
    expect(passage.text).toContain("shortage in foster carers");
    expect(decision?.text ?? "").not.toContain("Pause");
  });

  it("have none where the item records none", async () => {
    const { id } = await passageSaying(dated, "Thornwood roundabout on Monday");
    const found = (await dated.similarToPassage(id))!.results;
    const earlier = found.find(({ passage }) => passage.text.includes("proposals had been mooted"));
    expect(earlier!.decision).toBeUndefined();
  });

  it("are a row for each matter: the item once, with the best passage", async () => {
    const { id } = await passageSaying(dated, "Thornwood roundabout on Monday");
    const { results } = (await dated.similarToPassage(id))!;
    expect(results[0]!.passage.text).toMatch(/Thornwood/);
    const places = results.map(({ passage }) => `${passage.documentId} ${passage.item}`);
    const long = new Set(
      results.flatMap(({ passage }) => (passage.council === "Islington" ? [] : [passage.id])),
    );
    const short = results.filter(({ passage }) => long.has(passage.id));
    expect(short.length).toBeGreaterThan(2);
    expect(new Set(short.map(({ passage }) => `${passage.documentId} ${passage.item}`)).size).toBe(
      short.length,
    );
    expect(places.length).toBeGreaterThan(short.length);
  });

  it("give a request and the decision that repeats it one row", async () => {
    const { results } = await seeds.similarToText("a further report on the Pause programme");
    const rows = results.filter(({ passage }) =>
      /a further report on the Pause/.test(passage.text),
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.decision!.text).toContain("further report on the Pause programme");
    expect(rows[0]!.sameItem!.map(({ documentId }) => documentId)).toContain(
      rows[0]!.passage.documentId,
    );
    expect(rows[0]!.alsoIn).toBeUndefined();
  });

  it("let no long item take every place", async () => {
    const { results } = await seeds.similarToText("foster carers and adoption", {
      limit: 6,
    });
    expect(results).toHaveLength(6);
    expect(Math.max(...rowsPerDocument(results))).toBe(2);
    expect(results.some(({ sameItem }) => (sameItem ?? []).length > 0)).toBe(true);
    expect(results.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6]);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });
});
