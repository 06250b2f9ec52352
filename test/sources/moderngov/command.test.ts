import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openEmbedder } from "../../../src/adapters/transformers-embedder.ts";
import { ingestModernGov } from "../../../scripts/ingest/moderngov.ts";
import { openEngine } from "../../../src/engine.ts";
import { column, madePdf } from "../../formats/made-files.ts";
import { at, fixtureText, send, startTrial, SORRY, type HarvestTrial } from "./harvest-trial.ts";

const ROOT = join(import.meta.dirname, "../../..");
let trial: HarvestTrial;

beforeEach(async () => {
  trial = await startTrial();
});

afterEach(() => trial.end());

type Ended = { code: number | null; out: string; errors: string };

/** Runs `npm run ingest -- moderngov` as npm would. */
function moderngov(args: string[], onStart?: (interrupt: () => void) => void): Promise<Ended> {
  const line = [
    "--import",
    "tsx",
    "scripts/ingest.ts",
    "moderngov",
    ...args,
    "--index",
    trial.dir,
    "--delay",
    "0",
  ];
  const child = spawn(process.execPath, line, { cwd: ROOT });
  const ended = { out: "", errors: "" };
  child.stdout.on("data", (data) => (ended.out += data));
  child.stderr.on("data", (data) => (ended.errors += data));
  onStart?.(() => child.kill("SIGINT"));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...ended })));
}

async function withEngine<T>(
  use: (engine: Awaited<ReturnType<typeof openEngine>>) => Promise<T>,
): Promise<T> {
  const embedder = await openEmbedder({ model: "all-MiniLM-L6-v2", cacheDir: trial.dir });
  const engine = await openEngine({ indexDir: trial.dir, embedder, onWarning: () => undefined });
  try {
    return await use(engine);
  } finally {
    await engine.close();
    await embedder.close();
  }
}

describe("npm run ingest -- moderngov", () => {
  it(
    "goes on where it was stopped, cites the council's own pages, and takes out what the council takes back",
    { timeout: 120_000 },
    async () => {
      const { site } = trial;
      const args = [site.url, "--council", "Broomhill Community Council"];
      const stopped = await moderngov(args, (interrupt) => {
        site.misbehave = at("lMeetingId=7042", () => (interrupt(), true));
      });
      expect(stopped).toMatchObject({
        code: 130,
        errors: expect.stringContaining("run the same command again to go on"),
      });
      site.misbehave = () => false;
      site.requests.length = 0;
      const whole = await moderngov(args);
      expect(whole).toMatchObject({
        code: 0,
        out: expect.stringMatching(
          /3 meetings \(gone on with after an earlier stop\): 1 new or changed, 2 unchanged[^]*index: 3 documents/,
        ),
      });
      expect(site.requests).toEqual(["mgWebService.asmx/GetMeeting?lMeetingId=7042"]);

      await withEngine(async (engine) => {
        const { citations } = await engine.ask({
          question: "Who maintains the defibrillator for Victoria Park?",
        });
        expect(citations[0]).toMatchObject({
          source: `${site.url}ieListDocuments.aspx?CId=101&MId=7000`,
          sourceUrl: `${site.url}ieListDocuments.aspx?CId=101&MId=7000#AI30008`,
          council: "Broomhill Community Council",
          body: "Full Community Council",
          date: "2022-12-14",
        });
      });

      const restricted = fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml");
      site.misbehave = at(
        "lMeetingId=7000",
        send(200, restricted.replaceAll("<isrestricted>False", "<isrestricted>True")),
      );
      expect(await moderngov(args)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/1 removed/),
      });
      await withEngine(async (engine) => {
        const { results } = await engine.search({ query: "defibrillator", mode: "keyword" });
        expect(results.filter(({ passage }) => passage.source.includes("7000"))).toEqual([]);
        expect(engine.documents({}).total).toBe(2);
      });
    },
  );

  it("tells reports from minutes, and takes nothing that they recommend for a decision", async () => {
    const { site, dir } = trial;
    const words = [
      "Fees for the use of the hall",
      "The Treasurer recommends a fee of £4,321 a year for the hall.",
      "RESOLVED: That the Council approve the fee of £4,321.",
      "It was agreed that the fee be £4,321.",
    ];
    const report = at("mgConvert2PDF", send(200, madePdf([column(words)])));
    site.misbehave = (request, response) =>
      at("120007", send(404))(request, response) || report(request, response);
    const line = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const args = [site.url, "--documents", "--delay", "0", "--index", dir];
    expect(await ingestModernGov(args)).toBe(0);
    const said = line.mock.calls.join("\n");
    line.mockRestore();
    expect(said).toMatch(/^5 documents: 4 new or changed, 0 unchanged, 0 left alone, 1 failed$/m);
    await withEngine(async (engine) => {
      const { results } = await engine.search({ query: "fee £4,321", limit: 50 });
      const reports = results.filter(({ passage }) => passage.text.includes("4,321"));
      expect(reports.length).toBeGreaterThan(0);
      for (const { passage } of reports) {
        expect(passage).toMatchObject({
          kind: "report",
          title: expect.stringMatching(/^Paper for /),
        });
        expect(passage.sourceUrl).toBe(passage.source);
      }
      const { decisions } = engine.decisions({ limit: 100 });
      expect(decisions.length).toBeGreaterThan(3);
      expect(decisions.filter(({ text }) => text.includes("4,321"))).toEqual([]);
      const { citations } = await engine.ask({
        question: "What fee does the Treasurer recommend?",
      });
      expect(citations[0]).toMatchObject({
        title: expect.stringMatching(/^Paper for Full Community Council, .*: Report on item/),
        sourceUrl: expect.stringContaining("mgConvert2PDF.aspx?ID="),
      });
      const body = engine.coverage().bodies.find(({ papers }) => papers);
      expect(body).toMatchObject({ body: "Full Community Council", documents: 6, papers: 4 });
      expect(engine.coverage().failures).toMatchObject([
        { source: expect.stringMatching(/120007$/), reason: expect.stringMatching(/answers 404/) },
      ]);
    });
  }, 120_000);

  const refusals: [string, (url: string) => string[], RegExp][] = [
    [
      "a bad date",
      (url) => [url, "--since", "01/04/2023"],
      /--since is "01\/04\/2023", but must be a day up to today/,
    ],
    [
      "a committee that is no number",
      (url) => [url, "--committee", "planning"],
      /--committee is "planning", but must be a committee's number/,
    ],
    [
      "a committee that there is not",
      (url) => [url, "--committee", "7"],
      /lists no committee 7; it has 101 \(Full Community Council\)/,
    ],
    ["no site", () => [], /name the site/],
    [
      "a port that no browser asks",
      () => ["http://127.0.0.1:9"],
      /^127\.0\.0\.1:9 has a port on which no site may be asked$/,
    ],
    [
      "a site that takes no connections",
      () => ["http://127.0.0.1:47"],
      /127\.0\.0\.1:47 takes no connections/,
    ],
  ];
  for (const [name, args, reason] of refusals) {
    it(`refuses ${name}`, async () => {
      const line = [...args(trial.site.url), "--index", trial.dir];
      await expect(ingestModernGov(line)).rejects.toThrow(reason);
    });
  }

  it("says in one line why it cannot do anything", { timeout: 60_000 }, async () => {
    trial.site.misbehave = at("/", send(200, SORRY));
    const { code, errors } = await moderngov([trial.site.url]);
    expect([code, errors.trim().split("\n").length]).toEqual([1, 1]);
    expect(errors).toContain("does not answer as a ModernGov site does");
    expect(await moderngov([trial.site.url, "--comittee", "101"])).toMatchObject({
      code: 1,
      errors: "ingest: there is no option --comittee; --help lists those there are\n",
    });
  });
});
