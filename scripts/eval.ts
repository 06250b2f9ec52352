import { readConfig } from "../src/config.ts";
import { merged, type Results } from "../src/evaluation/results.ts";
import { openModel, type Model } from "./open-model.ts";
import { measureSets } from "./eval/measure-sets.ts";
import { evalOptions, type EvalOptions } from "./eval/options.ts";
import { heldOutTable, updateReadme } from "./eval/readme-region.ts";
import { committedResults, readResults, writeResults } from "./eval/results-file.ts";
import { changeTable, resultTables } from "./eval/show-results.ts";

const RESULTS = "eval/results.json";

async function measure(options: EvalOptions, model: Model): Promise<Results> {
  const sets = await measureSets(options, model, ({ name, misses, seconds }) => {
    console.error(`${name}: ${seconds.toFixed(0)} s`);
    if (options.errors) console.log(`\nMissed in ${name}:${misses}`);
  });
  const { name, checksum, dtype } = model.embedder.description;
  return { model: `${name} ${dtype} ${checksum.slice(0, 12)}`, sets };
}

/** Keeps the results in the repository: the file and the README's tables. */
function save(all: Results): void {
  writeResults(RESULTS, all);
  updateReadme(all);
}

/** Prints the new results and their difference to those last committed, then keeps them. */
function report(now: Results, { json, save: keep }: EvalOptions): void {
  console.log(resultTables(now));
  console.log(`\n${heldOutTable(now)}`);
  console.log(changeTable(committedResults(RESULTS), now));
  if (keep) save(merged(readResults(RESULTS), now));
  if (json !== undefined) writeResults(json, now);
}

async function main(): Promise<void> {
  const options = evalOptions(process.argv.slice(2), process.env);
  const model = await openModel(readConfig());
  try {
    report(await measure(options, model), options);
  } finally {
    await model.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(`eval: ${(error as Error).message.replaceAll(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
}
