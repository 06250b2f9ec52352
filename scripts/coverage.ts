import { parseArgs } from "node:util";
import { readConfig } from "../src/config.ts";
import { readCoverage } from "../src/coverage.ts";
import { coverageText } from "./coverage/coverage-text.ts";

const USAGE = `usage: npm run coverage -- [--json] [--index DIR]

  --json   the same as GET /api/coverage
  --index  folder of the index (default: INDEX_DIR, or index)`;

function main(): void {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean", default: false },
      index: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const coverage = readCoverage(values.index ?? readConfig().INDEX_DIR);
  console.log(values.json ? JSON.stringify(coverage, null, 2) : coverageText(coverage));
}

try {
  main();
} catch (error) {
  console.error(`coverage: ${(error as Error).message.replaceAll(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
}
