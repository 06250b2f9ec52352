import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { evalOptions } from "../scripts/eval/options.ts";
import { headlineTable, heldOutTable, withRegion } from "../scripts/eval/readme-region.ts";
import { changeTable } from "../scripts/eval/show-results.ts";
import { cachedEmbedder } from "../scripts/eval/cached-embedder.ts";
import { openModel } from "../scripts/open-model.ts";
import { readConfig } from "../src/config.ts";
import { parsePrecedents, parseQuestions } from "../src/evaluation/question-set.ts";
import type { Results } from "../src/evaluation/results.ts";
import { startScript } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "ask-the-minutes-eval-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SAMPLE = "test/eval/sample";
const read = (file: string) => readFileSync(join(SAMPLE, file), "utf8");
const seed = (file: string) => readFileSync(join("seeds", file), "utf8");

describe("the set that ships", () => {
  const questions = parseQuestions(read("questions.jsonl"));

  it("has quotes that stand in the seeds word for word", () => {
    const precedents = parsePrecedents(read("precedents.jsonl"));
    const quotes = [
      ...questions.flatMap(({ evidence }) => evidence),
      ...precedents.flatMap(({ passage, similar }) => [passage, ...similar]),
    ];
    expect(quotes.filter(({ doc, quote }) => !seed(doc).includes(quote))).toEqual([]);
  });

  it("has answering evidence exactly where a question can be answered", () => {
    for (const { id, answerable, evidence } of questions)
      expect([id, evidence.some(({ grade }) => grade === 2)]).toEqual([id, answerable]);
  });

  it(
    "is measured on the real program, every citation word for word",
    { timeout: 120_000 },
    async () => {
      const json = join(folder, "results.json");
      const args = ["sample", "--dir", "test/eval", "--errors", "--no-save", "--json", json];
      const before = readFileSync("eval/results.json", "utf8");
      const { output, ended } = startScript("eval", args, {});
      expect(output.err + String(await ended)).toBe("0");
      expect(output.out).toContain("Missed in sample:");
      expect(readFileSync("eval/results.json", "utf8")).toBe(before);
      const { sets } = JSON.parse(readFileSync(json, "utf8")) as Results;
      expect(sets["sample"]).toMatchObject({
        "citations verbatim": { value: 1 },
        "search, nDCG@10": { n: 9 },
        "unanswerable, refused": { n: 3 },
        "precedents of a passage, recall@5": { n: 1 },
      });
      expect(sets["sample"]?.["search, nDCG@10"]?.value).toBeGreaterThan(0.6);
    },
  );
});

describe("the command line", () => {
  it("says in one line what is wrong", { timeout: 60_000 }, async () => {
    const { output, ended } = startScript("eval", ["no-such-set", "--dir", "test/eval"], {});
    expect(await ended).toBe(1);
    expect(output.err).toMatch(/^eval: no evaluation set "no-such-set" in test\/eval.*\n$/);
  });

  it("refuses options that are not known, with the usage", () => {
    expect(() => evalOptions(["--fast"], {})).toThrow(/--fast.*usage: npm run eval/is);
  });

  it("takes the sets from the option, then from the environment", () => {
    expect(evalOptions([], { EVAL_DIR: "a" }).root).toBe("a");
    expect(evalOptions(["--dir", "b"], { EVAL_DIR: "a" }).root).toBe("b");
    expect(evalOptions(["--dir", "test/eval"], {}).sets).toEqual(["sample"]);
    expect(evalOptions(["x", "--dir", "b"], {}).sets).toEqual(["x"]);
  });

  it("measures what the README shows, or all sets where that is asked for", () => {
    const usual = evalOptions(["--dir", "b"], {}).sets;
    const all = evalOptions(["--all", "--dir", "b"], {}).sets;
    expect(all).toEqual(expect.arrayContaining(usual));
    expect(all.length).toBeGreaterThan(usual.length);
  });
});

describe("the README's table", () => {
  it("replaces what stands between the marks and nothing else", () => {
    const text = "a\n<!-- eval:start (written by npm run eval) -->\nold\n<!-- eval:end -->\nb\n";
    expect(withRegion(text, "new")).toBe(text.replace("\nold\n", "\n\nnew\n\n"));
    expect(() => withRegion("no marks", "new")).toThrow(/has no lines/);
  });

  it("leaves out what was not measured", () => {
    const sets = { "seeds-dev": { "search, hit@5": { value: 0.95, n: 78 } } };
    expect(headlineTable({ model: "m", sets }).split("\n")).toHaveLength(3);
  });
});

describe("what is held out", () => {
  const measure = (value: number) => ({ value, n: 9 });

  it("has a row a measure and a column for each way", () => {
    const sets = {
      "held out": {
        "recall, in sample": measure(0.75),
        "recall, other questions": measure(0.5),
        "recall, minutes of other bodies": measure(0.25),
      },
    };
    const rows = heldOutTable({ model: "m", sets }).split("\n");
    expect(rows).toHaveLength(3);
    expect(rows[0]).toMatch(/in sample .*other questions .*other councils .*other bodies/);
    expect(rows[2]).toMatch(/^\| recall +\| 0\.750 +\| 0\.500 .*0\.250 +\|$/);
  });

  it("is nothing where it was not measured", () => {
    expect(heldOutTable({ model: "m", sets: {} })).toBe("");
  });
});

describe("what changed", () => {
  const results = (value: number) => ({
    model: "m",
    sets: { a: { score: { value, low: 0.4, high: 0.6, n: 9 } } },
  });

  it("shows an arrow, two for what left its interval", () => {
    expect(changeTable(results(0.5), results(0.55))).toMatch(/\| ↑ +\| a .*\+0\.050/);
    expect(changeTable(results(0.5), results(0.3))).toMatch(/\| ↓↓ +\| a .*-0\.200/);
  });

  it("counts what is new and gone, and says when nothing moved", () => {
    const other = { model: "m", sets: { a: { others: { value: 1, n: 1 } } } };
    expect(changeTable(results(0.5), other)).toMatch(/1 measures are new, 1 are gone/);
    expect(changeTable(results(0.5), results(0.5))).toMatch(/Nothing changed/);
    expect(changeTable(undefined, other)).toMatch(/no earlier results/);
  });
});

it("keeps vectors on disk and gives the same ones again", async () => {
  const { embedder, close } = await openModel(readConfig({}));
  try {
    const texts = ["gangs and knife crime", "foster carers", "gangs and knife crime"];
    const first = await cachedEmbedder(embedder, folder).embed(texts);
    const refusing = { ...embedder, embed: () => Promise.reject(new Error("asked the model")) };
    const second = cachedEmbedder(refusing, folder);
    expect(await second.embed(texts)).toEqual(first);
    expect(first[0]).toEqual(first[2]);
    await expect(second.embed(["something new"])).rejects.toThrow("asked the model");
  } finally {
    await close();
  }
});
