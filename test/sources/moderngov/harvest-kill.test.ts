import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { column, madePdf } from "../../formats/made-files.ts";
import { optionsFor, startTrial, type HarvestTrial } from "./harvest-trial.ts";

const ROOT = join(import.meta.dirname, "../../..");
const HARVEST = pathToFileURL(join(ROOT, "src/harvest.ts")).href;
const REPORT = madePdf([column(["The report recommends that the fee be £25."])]);
/** The requests, counted over all runs, in whose middle the program is killed. */
const KILLED_AT = [3, 7, 11];

let trial: HarvestTrial;
let other: string;
beforeEach(async () => {
  trial = await startTrial();
  other = mkdtempSync(join(tmpdir(), "harvest-whole-"));
});
afterEach(async () => {
  await trial.end();
  rmSync(other, { recursive: true, force: true });
});

/** Runs a harvest in a process of its own until it ends or is killed. */
function harvestAlone(onStart: (kill: () => void) => void): Promise<unknown> {
  const options = JSON.stringify({ ...optionsFor(trial.site.url, trial.dir), documents: true });
  const program = `import { harvest } from ${JSON.stringify(HARVEST)};
    await harvest({ ...${options}, onProgress() {}, onNotice() {} });`;
  const line = ["--import", "tsx", "--input-type=module", "-e", program];
  const child = spawn(process.execPath, line, { cwd: ROOT });
  onStart(() => child.kill("SIGKILL"));
  return new Promise((resolve) => child.on("close", resolve));
}

/** Name and content of all that a harvest keeps to be indexed. */
function kept(dir: string): [string, string][] {
  const site = readdirSync(dir).find((name) => name.startsWith("127")) ?? "";
  return ["meetings", "papers"].flatMap((folder) =>
    readdirSync(join(dir, site, folder))
      .toSorted()
      .map((name): [string, string] => [
        name,
        readFileSync(join(dir, site, folder, name), "latin1"),
      ]),
  );
}

it(
  "killed at any request, it goes on without asking again for what it has, and ends with the same",
  { timeout: 120_000 },
  async () => {
    const { site } = trial;
    let kill = () => {};
    const answer: typeof site.misbehave = (request, response) => {
      if (!request.url!.includes("mgConvert2PDF")) return false;
      response.writeHead(200).end(REPORT);
      return true;
    };
    site.misbehave = (request, response) => {
      const isNew = request.url !== "/robots.txt" && KILLED_AT.includes(site.requests.length);
      if (isNew) kill();
      return answer(request, response);
    };
    for (const _ of KILLED_AT) await harvestAlone((killer) => (kill = killer));
    expect(site.requests.length).toBe(KILLED_AT.at(-1));
    site.misbehave = answer;
    expect(await trial.run({ documents: true })).toMatchObject({ resumed: true, failures: [] });
    const asked = new Map<string, number>();
    for (const url of site.requests) asked.set(url, (asked.get(url) ?? 0) + 1);
    const again = [...asked.values()].reduce((sum, count) => sum + count - 1, 0);
    expect(again).toBeLessThanOrEqual(KILLED_AT.length);

    await trial.run({ documents: true, dir: other });
    expect(kept(other).map(([name]) => name)).toHaveLength(2 * (3 + 5));
    expect(kept(trial.dir)).toEqual(kept(other));
  },
);
