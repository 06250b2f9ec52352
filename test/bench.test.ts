import { expect, it } from "vitest";
import { benchQuestions } from "../scripts/bench/questions.ts";
import { interleaved } from "../scripts/bench/interleaved.ts";
import { startScript } from "./server-process.ts";

it("asks no question twice, so that no cache of vectors helps", () => {
  const questions = benchQuestions();
  expect(questions.length).toBeGreaterThan(200);
  expect(new Set(questions).size).toBe(questions.length);
});

it("gives each question to one step, and to the reference beside it", async () => {
  const seen: string[] = [];
  const step = (name: string) => ({ name, run: async (q: string) => seen.push(`${name} ${q}`) });
  const reference = step("reference").run;
  const times = await interleaved([step("a"), step("b")], reference, ["1", "2", "3", "4"]);
  expect(seen.join(", ")).toBe(
    "a 1, reference 1, b 2, reference 2, reference 3, a 3, reference 4, b 4",
  );
  expect(times.map(({ name, own }) => [name, own.runs])).toEqual([
    ["a", 2],
    ["b", 2],
  ]);
});

it("measures and prints", { timeout: 120_000 }, async () => {
  const { output, ended } = startScript("bench", ["--questions", "3", "--runs", "1"], {});
  expect(await ended).toBe(0);
  for (const step of [
    "search",
    "ask",
    "search over HTTP",
    "ingest the seeds",
    "start with a built",
    "check an exact quote",
    "check an altered quote",
    "check a quote that is not there",
  ])
    expect(output.out).toContain(`| ${step}`);
  expect(output.out).toMatch(
    /^Ingestion of seeds, model open: \d+ passages in .* % of it outside the model$/m,
  );
  expect(output.out).toMatch(/Peak memory of this process .*: \d+ MB/);
});
