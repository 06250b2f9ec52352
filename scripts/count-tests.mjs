import { readFileSync } from "node:fs";

/**
 * Prints how many tests passed, failed and were skipped, from the JSON report of vitest whose path is
 * given. A file that could not be run counts as one failure. Exit code 1 when anything failed or no
 * test passed.
 */
const [path = ""] = process.argv.slice(2);
const { testResults } = JSON.parse(readFileSync(path, "utf8"));

const statuses = testResults.flatMap(({ status, assertionResults }) => {
  const own = assertionResults.map((test) => test.status);
  return status === "failed" && !own.includes("failed") ? [...own, "failed"] : own;
});
const count = (...wanted) => statuses.filter((status) => wanted.includes(status)).length;

const passed = count("passed");
const failed = count("failed");
const skipped = count("skipped", "pending", "todo", "disabled");
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
