import { readConfig } from "../src/config.ts";
import { rounded } from "../src/evaluation/measure.ts";
import { merged, type Results } from "../src/evaluation/results.ts";
import { openModel, type Model } from "./open-model.ts";
import { evalOptions, type EvalOptions } from "./eval/options.ts";
import { updateReadme } from "./eval/readme-region.ts";
import { readResults, writeResults } from "./eval/results-file.ts";
import { runSet } from "./eval/run-set.ts";
import { openSetFolder } from "./eval/set-folder.ts";
import { changeTable, resultTables } from "./eval/show-results.ts";

const SEEDS = "seeds";
const RESULTS = "eval/results.json";

async function measure(options: EvalOptions, model: Model): Promise<Results> {
  const sets: Results["sets"] = {};
  for (const name of options.sets) {
    const { measures, misses } = await runSet(openSetFolder(options.root, name), model, SEEDS);
    sets[name] = rounded(measures);
    if (options.errors) console.log(`\nMissed in ${name}:${misses}`);
  }
  const { name, checksum, dtype } = model.embedder.description;
  return { model: `${name} ${dtype} ${checksum.slice(0, 12)}`, sets };
}

/** Keeps the results in the repository: the file and the README's table. */
function save(all: Results): void {
  writeResults(RESULTS, all);
  updateReadme(all);
}

/** Prints the new results and their difference to the earlier ones, then keeps them. */
function report(now: Results, { json, save: keep }: EvalOptions): void {
  const before = readResults(RESULTS);
  console.log(resultTables(now));
  console.log(changeTable(before, now));
  if (keep) save(merged(before, now));
  if (json !== undefined) writeResults(json, now);
}

async function main(): Promise<void> {
  const options = evalOptions(process.argv.slice(2), process.env);
  const model = await openModel(readConfig());
  try {
    report(await measure(options, model), options);
  } finally {
    await model.embedder.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`eval: ${(error as Error).message.replaceAll(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
}
