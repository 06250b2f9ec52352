import { readCoverageFacts } from "./adapters/index-coverage.ts";
import { coverageOf, type Coverage } from "./retrieval/coverage.ts";

/** What the index in a folder has and lacks, as it stands now. Throws one line when there is no index. */
export function readCoverage(indexDir: string): Coverage {
  return coverageOf(readCoverageFacts(indexDir));
}
