import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readConfig } from "../src/config.ts";
import { openEngine, type Engine } from "../src/engine.ts";
import { table } from "../src/evaluation/table.ts";
import { timing, type Timing } from "../src/evaluation/timings.ts";
import { interleaved, type Step, type StepTiming } from "./bench/interleaved.ts";
import { benchQuestions } from "./bench/questions.ts";
import { timeQuotes } from "./bench/quotes.ts";
import { serveEngine } from "./bench/serve-engine.ts";
import { ingestionShare, shareLine } from "./bench/model-share.ts";
import { openModel } from "./open-model.ts";
import { timeIngestion, timeStart } from "./bench/whole-runs.ts";

const SEEDS = "seeds";
/** Questions asked before anything is timed. */
const WARM_UP = 24;

const ms = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
const onWarning = (message: string): void => console.error(message);

async function repeat(runs: number, work: (run: number) => Promise<number>): Promise<Timing> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await work(run));
  return timing(times);
}

const stepsOver = (engine: Engine, base: string): Step[] => [
  { name: "search", run: (query) => engine.search({ query }) },
  { name: "search, not reranked", run: (query) => engine.search({ query, rerank: false }) },
  { name: "ask", run: (question) => engine.ask({ question }) },
  {
    name: "search over HTTP",
    run: async (q) => (await fetch(`${base}/api/search?q=${encodeURIComponent(q)}`)).json(),
  },
];

type IndexTimings = { steps: StepTiming[]; quotes: ReturnType<typeof timeQuotes> };

/** Times questions and quotes against an index; every question is new to it. */
async function timeIndex(indexDir: string, most: number): Promise<IndexTimings> {
  const model = await openModel(readConfig());
  const { embedder } = model;
  const engine = await openEngine({ indexDir, ...model, onWarning });
  const server = await serveEngine(engine);
  try {
    const steps = stepsOver(engine, server.base);
    const embed: Step["run"] = (question) => embedder.embed([question]);
    const questions = benchQuestions();
    await interleaved(steps, embed, questions.slice(0, WARM_UP));
    const timed = await interleaved(steps, embed, questions.slice(WARM_UP, WARM_UP + most));
    return { steps: timed, quotes: timeQuotes(engine, most) };
  } finally {
    await server.close();
    await engine.close();
    await model.close();
  }
}

function questionTable(steps: readonly StepTiming[]): string {
  const rows = steps.map(({ name, own, reference }) => [
    name,
    ms(own.median),
    ms(own.p95),
    ms(reference.median),
    (own.median / reference.median).toFixed(2),
    `${own.runs}`,
  ]);
  const heading = ["step", "median ms", "p95 ms", "embedding alone, median ms", "ratio", "runs"];
  return table([heading, ...rows]);
}

const wholeRow = (name: string, { median, p95, runs }: Timing): string[] => [
  name,
  ms(median),
  ms(p95),
  `${runs}`,
];

type Options = { questions: number; runs: number; folder: string; indexDir: string | undefined };

async function bench(dir: string, { questions, runs, folder, indexDir }: Options): Promise<void> {
  const built = indexDir ?? join(dir, "0");
  const rows: string[][] = [];
  if (indexDir === undefined) {
    const ingestion = await repeat(runs, (run) => timeIngestion(SEEDS, join(dir, `${run}`)));
    rows.push(wholeRow("ingest the seeds, model load included", ingestion));
  }
  const start = await repeat(runs, () => timeStart(built));
  rows.push(wholeRow("start with a built index, until it answers", start));
  const { steps, quotes } = await timeIndex(built, questions);
  console.log(questionTable(steps));
  const checks = quotes.map(({ name, own }) => wholeRow(name, own));
  console.log(`\n${table([["quote", "median ms", "p95 ms", "runs"], ...checks])}`);
  console.log(`\n${table([["whole process", "median ms", "worst ms", "runs"], ...rows])}`);
  if (indexDir === undefined) console.log(`\n${shareLine(folder, await ingestionShare(folder))}`);
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`\nPeak memory of this process (model, index, server): ${peak.toFixed(0)} MB`);
}

function options(): Options {
  const number = (value: string): number => Math.max(1, Number.parseInt(value, 10) || 1);
  const { values } = parseArgs({
    options: {
      questions: { type: "string", default: "180" },
      runs: { type: "string", default: "3" },
      ingest: { type: "string", default: SEEDS },
      index: { type: "string" },
    },
  });
  const { questions, runs, ingest: folder, index: indexDir } = values;
  return { questions: number(questions), runs: number(runs), folder, indexDir };
}

const dir = mkdtempSync(join(tmpdir(), "minutes-bench-"));
try {
  await bench(dir, options());
} catch (error) {
  console.error(`bench: ${(error as Error).message.replaceAll(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
