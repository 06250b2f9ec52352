import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/engine.ts";
import type { SearchMode, SearchRequest } from "../../src/retrieval/model.ts";
import { openSeedEngine } from "../http/seed-engine.ts";

const MODES: SearchMode[] = ["hybrid", "semantic", "keyword"];
let engine: Engine;
beforeAll(async () => {
  engine = await openSeedEngine();
}, 60_000);
afterAll(() => engine.close());

const passagesFor = async (request: SearchRequest) =>
  (await engine.search({ limit: 100, ...request })).results.map(({ passage }) => passage);

describe("modes", () => {
  it("find a passage by its words, by its meaning, and by both", async () => {
    for (const mode of MODES) {
      const [first] = await passagesFor({ query: "gang activity in the borough", mode });
      expect(first!.text).toContain("gang activity in the borough");
    }
  });

  it("differ: only words find a figure, only meaning finds other words", async () => {
    const [figure] = await passagesFor({ query: "11,766", mode: "keyword" });
    expect(figure!.text).toContain("11,766");
    expect(await passagesFor({ query: "kids taught by mum and dad", mode: "keyword" })).toEqual([]);
    const meant = await passagesFor({
      query: "kids taught by mum and dad",
      mode: "semantic",
      limit: 5,
    });
    expect(meant.some(({ text }) => /home (?:education|schooled)/.test(text))).toBe(true);
  });

  it("move up what the reader finds to answer, unless told not to; by words or meaning alone it reads nothing", async () => {
    const query = "grown ups who pay teens for sex";
    const placeOf = async (rerank?: boolean) => {
      const found = await passagesFor({ query, ...(rerank !== undefined && { rerank }) });
      return found.findIndex(({ text }) => /sexual(?:ly)? exploit/i.test(text));
    };
    expect(await placeOf()).toBe(await placeOf(true));
    expect(await placeOf()).toBeLessThan(await placeOf(false));
    for (const mode of ["semantic", "keyword"] as const)
      expect(await passagesFor({ query, mode })).toEqual(
        await passagesFor({ query, mode, rerank: false }),
      );
  });

  it("forgive a slip in a word that the minutes do not have", async () => {
    const [first] = await passagesFor({ query: "boarding shcools", mode: "keyword" });
    expect(first!.text).toContain("boarding schools");
  });

  it("read by meaning what was meant by a slip, and leave words alone that are real", async () => {
    const [first] = await passagesFor({ query: "knive crime", mode: "semantic" });
    const [meant] = await passagesFor({ query: "knife crime", mode: "semantic" });
    expect(first).toEqual(meant);
    for (const real of ["chuck", "carders"])
      expect(await passagesFor({ query: real, mode: "keyword" })).toEqual([]);
  });

  it("highlight the words asked for", async () => {
    const { results } = await engine.search({ query: "foster carers", mode: "keyword" });
    const [{ passage, highlights }] = results as [(typeof results)[0]];
    expect(highlights.length).toBeGreaterThan(0);
    for (const { start, end } of highlights)
      expect(passage.text.slice(start, end)).toMatch(/^(?:foster|care)/i);
  });
});

describe("pages", () => {
  it("are parts of one list, numbered through, with the same total and facets", async () => {
    for (const mode of MODES) {
      const query = "children at risk";
      const all = await engine.search({ query, mode, limit: 1000 });
      expect(all.results).toHaveLength(all.total);
      const parts = [];
      for (let offset = 0; offset < all.total; offset += 17) {
        const { results, total, facets } = await engine.search({ query, mode, limit: 17, offset });
        expect({ total, facets }).toEqual({ total: all.total, facets: all.facets });
        parts.push(...results);
      }
      expect(parts).toEqual(all.results);
      expect(parts.map(({ rank }) => rank)).toEqual(parts.map((_, i) => i + 1));
      expect(new Set(parts.map(({ passage }) => passage.id)).size).toBe(all.total);
      const scores = parts.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
  });

  it("reach everything that has a word of the query", async () => {
    const found = await passagesFor({ query: "children", mode: "keyword", limit: 1000 });
    const { documents } = engine.documents({ limit: 100 });
    const all = documents.flatMap(({ id }) => engine.document(id)!.passages);
    const having = all.filter(({ text }) => /\bchildren\b/i.test(text));
    const ids = new Set(found.map(({ id }) => id));
    expect(having.length).toBeGreaterThan(10);
    expect(having.filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it("beyond the end are empty and know the total", async () => {
    const { total } = await engine.search({ query: "gangs", mode: "keyword" });
    const beyond = await engine.search({ query: "gangs", mode: "keyword", offset: 1000 });
    expect(beyond).toMatchObject({ total, results: [] });
  });
});

describe("filters", () => {
  const query = "children";

  it("let through any of the values, in whatever case", async () => {
    const some = await passagesFor({ query, filters: { council: ["ISLINGTON", "havering"] } });
    expect(new Set(some.map(({ council }) => council))).toEqual(new Set(["Islington", "Havering"]));
    const alias = await passagesFor({ query, filters: { council: ["h&f"] } });
    expect(new Set(alias.map(({ council }) => council))).toEqual(
      new Set(["Hammersmith and Fulham"]),
    );
  });

  it("work each by itself", async () => {
    const speaker = await passagesFor({ query, filters: { speaker: ["bev sharpe"] } });
    expect(speaker.length).toBeGreaterThan(0);
    for (const { speakers } of speaker) expect(speakers).toContain("Bev Sharpe");
    const decisions = await passagesFor({ query, filters: { kind: ["decision"] } });
    expect(decisions).toHaveLength(4);
    const noted = await passagesFor({ query, filters: { outcome: ["noted"] } });
    for (const { outcome } of noted) expect(outcome).toBe("noted");
    expect(noted).toHaveLength(3);
    const body = await passagesFor({ query, filters: { body: ["cabinet"] } });
    expect(new Set(body.map(({ council }) => council))).toEqual(new Set(["Herefordshire"]));
    const document = engine.documents({}).documents[2]!;
    for (const name of [document.id, document.source]) {
      const own = await passagesFor({ query, filters: { document: [name] } });
      expect(new Set(own.map(({ documentId }) => documentId))).toEqual(new Set([document.id]));
    }
  });

  it("work together, and may leave nothing", async () => {
    const filters = { council: ["Islington"], kind: ["decision" as const] };
    expect(await passagesFor({ query, filters })).toHaveLength(1);
    expect(await passagesFor({ query, filters: { ...filters, speaker: ["Bev Sharpe"] } })).toEqual(
      [],
    );
    expect(await passagesFor({ query, filters: { council: ["Atlantis"] } })).toEqual([]);
    expect(await passagesFor({ query, filters: { from: "1900-01-01" } })).toEqual([]);
  });

  it("that are empty let all through", async () => {
    const all = await passagesFor({ query });
    expect(await passagesFor({ query, filters: { council: [], kind: [] } })).toEqual(all);
  });

  it("are counted in what was searched", async () => {
    const { searched } = await engine.search({ query, filters: { council: ["Islington"] } });
    const [islington] = engine.documents({ filters: { council: ["Islington"] } }).documents;
    expect(searched).toMatchObject({ documents: 1, councils: ["Islington"], from: null, to: null });
    expect(searched.passages).toBe(islington!.passages);
  });
});

describe("facets", () => {
  it("count every value among the matches", async () => {
    const { facets, total } = await engine.search({ query: "gangs", mode: "keyword" });
    const passages = await passagesFor({ query: "gangs", mode: "keyword" });
    for (const { value, count } of facets.speaker)
      expect(passages.filter(({ speakers }) => speakers.includes(value))).toHaveLength(count);
    expect(facets.kind.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    const counts = facets.speaker.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
  });
});

describe("quoted phrases", () => {
  it.each([
    ["limited resources", "limited resources"],
    ["“Limited RESOURCES”", "limited resources"],
    ["Council’s limited resources", "Council’s limited resources"],
    ["council's limited resources", "Council’s limited resources"],
    ["11,766", "11,766"],
    ["£2.4 million", "£2.4 million"],
    ["De'Ath", "De’Ath"],
    ["Children Act 1989", "Children Act 1989"],
  ])("find only passages that have them: %s", async (phrase, words) => {
    const asked = phrase.startsWith("“") ? phrase : `"${phrase}"`;
    for (const mode of MODES) {
      const found = await passagesFor({ query: `what of ${asked}?`, mode });
      expect(found.length).toBeGreaterThan(0);
      for (const { text } of found) expect(text.toLowerCase()).toContain(words.toLowerCase());
    }
  });

  it("in another order are not found", async () => {
    expect(await passagesFor({ query: '"resources limited"' })).toEqual([]);
    expect(await passagesFor({ query: '"gangs" "boarding schools"' })).toEqual([]);
  });
});

describe("odd input", () => {
  const odd = [
    '"',
    '""',
    "“”",
    '"gangs',
    "*",
    "gang*",
    "NEAR(",
    "NEAR(gangs knife)",
    "AND OR NOT",
    "text:gangs",
    "col:",
    "^gangs",
    "-gangs",
    "(",
    "'; DROP TABLE passages; --",
    "\u0000",
    "gangs\u0000knife",
    '"\u0000"',
    "\uD83D",
    '"\uD83D"',
    "\u{1F600}",
    '"\u{1F600}"',
    " ",
    "\n",
    "%",
    "x".repeat(2000),
    "gangs ".repeat(333),
    '"'.repeat(2000),
  ];

  it("is only text, in every mode", async () => {
    for (const query of odd)
      for (const mode of MODES) {
        const { total, results } = await engine.search({ query, mode });
        expect(total).toBeGreaterThanOrEqual(results.length);
      }
  });

  it("does not change what its words find", async () => {
    const plain = await passagesFor({ query: "gangs", mode: "keyword" });
    for (const query of [
      "gangs*",
      "^gangs",
      "-gangs",
      "(gangs",
      'gangs"',
      "NOT gangs",
      "\u0000gangs",
      "gangs\uD83D",
    ])
      expect(await passagesFor({ query, mode: "keyword" })).toEqual(plain);
  });
});

describe("precedents", () => {
  it("leave the passage's own document out, unless it is wanted", async () => {
    const [passage] = await passagesFor({ query: "inappropriate referrals" });
    const others = (await engine.similarToPassage(passage!.id))!;
    expect(others.results.length).toBeGreaterThan(0);
    for (const { passage: other } of others.results)
      expect(other.documentId).not.toBe(passage!.documentId);
    const all = (await engine.similarToPassage(passage!.id, { excludeDocument: false }))!;
    expect(all.results[0]!.passage.id).toBe(passage!.id);
    expect(await engine.similarToPassage("nobody")).toBeUndefined();
  });
});
