import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPapers } from "../../../src/adapters/harvest-records.ts";
import { column, madePdf } from "../../formats/made-files.ts";
import { at, fixtureText, send, SORRY, startTrial, type HarvestTrial } from "./harvest-trial.ts";
import type { Misbehaviour, SiteServer } from "./site-server.ts";

let trial: HarvestTrial;
let site: SiteServer;
const documents = (options: Parameters<HarvestTrial["run"]>[0] = {}) =>
  trial.run({ documents: true, ...options });
const kept = () => readPapers(trial.folder()).map(({ url }) => url.slice(site.url.length));
const files = () => readdirSync(join(trial.folder(), "papers"));
const asked = () => site.requests.filter((url) => /mgConvert2PDF|documents\//.test(url));

const REPORT = madePdf([column(["The report recommends that the fee be £25."])]);
const pdf = (headers = {}) => send(200, REPORT, headers);
/** Answers each as the first that knows it. */
const all =
  (...answers: Misbehaviour[]): Misbehaviour =>
  (request, response) =>
    answers.some((answer) => answer(request, response));
const meeting = (id: number, change: (xml: string) => string) =>
  at(
    `lMeetingId=${id}`,
    send(200, change(fixtureText(`mgWebService.asmx/GetMeeting_lMeetingId=${id}.xml`))),
  );
/** The first linked document of a meeting, changed. */
const firstDocument = (id: number, change: (doc: string) => string) =>
  meeting(id, (xml) => xml.replace(/<linkeddoc>[\s\S]*?<\/linkeddoc>/, change));
const restrict = (doc: string) => doc.replace(">False</isrestricted>", ">True</isrestricted>");

const URLS = [
  "mgConvert2PDF.aspx?ID=120003",
  "mgConvert2PDF.aspx?ID=120007",
  "mgConvert2PDF.aspx?ID=120021",
];

beforeEach(async () => {
  trial = await startTrial();
  ({ site } = trial);
  site.misbehave = at("mgConvert2PDF", pdf());
});
afterEach(() => trial.end());

describe("documents of agenda items", () => {
  it("are left where they are unless they are asked for", async () => {
    expect(await trial.run()).toMatchObject({ papers: null });
    expect([asked(), kept()]).toEqual([[], []]);
  });

  it("are fetched once each, from the site itself, with what they were put before", async () => {
    const summary = await documents();
    expect(summary).toMatchObject({ failures: [], written: 3 });
    const count = asked().length;
    expect(summary.papers).toMatchObject({
      listed: count,
      written: count,
      failures: [],
      skipped: [],
    });
    expect(asked().slice(0, 3)).toEqual(URLS);
    expect(new Set(asked()).size).toBe(count);
    expect(site.mostAtOnce()).toBe(1);
    const [first] = readPapers(trial.folder());
    expect(first).toEqual({
      url: `${site.url}${URLS[0]}`,
      title: "Report on item 3",
      meetingId: 7000,
      committeeId: 101,
      body: "Full Community Council",
      date: "2022-12-14",
      file: expect.stringMatching(/^[0-9a-f]{20}\.pdf$/),
    });
    expect(readFileSync(join(trial.folder(), "papers", first!.file)).equals(REPORT)).toBe(true);
  });

  it("are asked for again only to know whether they have changed", async () => {
    site.misbehave = at("mgConvert2PDF", pdf({ etag: '"r1"' }));
    const { papers } = await documents();
    let tags = new Set<unknown>();
    site.misbehave = at("mgConvert2PDF", (request, response) => {
      tags.add(request.headers["if-none-match"]);
      response.writeHead(304).end();
      return true;
    });
    expect((await documents()).papers).toMatchObject({ written: 0, unchanged: papers!.listed });
    expect([...tags]).toEqual(['"r1"']);
    site.misbehave = at(URLS[0]!, send(200, madePdf([column(["The fee is £30."])])));
    expect((await documents()).papers).toMatchObject({ written: 1 });
  });

  it("are gone on with after a stop, without asking for anything twice", async () => {
    const stop = new AbortController();
    site.misbehave = at("mgConvert2PDF", (request, response) => {
      if (request.url!.endsWith("120021")) stop.abort();
      return pdf()(request, response);
    });
    expect(await documents({ signal: stop.signal })).toMatchObject({
      ended: "stopped",
      written: 3,
    });
    expect(kept()).toEqual(URLS.slice(0, 2));
    site.requests.length = 0;
    site.misbehave = at("mgConvert2PDF", pdf());
    expect(await documents()).toMatchObject({ ended: null, resumed: true, unchanged: 3 });
    expect(site.requests[0]).toBe(URLS[2]);
    expect(site.requests).not.toContain(URLS[0]);
  });
});

describe("restricted documents", () => {
  it.each<[string, (doc: string) => string]>([
    ["marked so", restrict],
    ["marked in another way", (doc) => doc.replace(">False</isrestricted>", ">yes</isrestricted>")],
  ])("are never fetched: %s", async (_name, change) => {
    site.misbehave = all(firstDocument(7000, change), at("mgConvert2PDF", pdf()));
    await documents();
    expect(asked()).not.toContain(URLS[0]);
    expect(asked()).toContain(URLS[1]);
  });

  it("are never fetched, of a restricted item and where another item or meeting shows them as open", async () => {
    const item = (xml: string) =>
      xml.replace(
        "<isrestricted>False</isrestricted>\n      <isdisplayallowed>True",
        "<isrestricted>True</isrestricted>\n      <isdisplayallowed>True",
      );
    const shut = (xml: string) =>
      xml.replaceAll(/<agendaitem>[\s\S]*?<\/agendaitem>/g, (one) =>
        one.includes("120003") ? item(one) : one,
      );
    const also = (doc: string) => doc.replaceAll("120021", "120003");
    site.misbehave = all(
      meeting(7000, shut),
      firstDocument(7014, also),
      at("mgConvert2PDF", pdf()),
    );
    expect(await documents()).toMatchObject({ restricted: 1 });
    expect(asked()).not.toContain(URLS[0]);
  });

  it("go, when they were open before, also while documents are not asked for", async () => {
    await documents();
    const before = files().length;
    site.misbehave = all(firstDocument(7000, restrict), at("mgConvert2PDF", pdf()));
    await trial.run();
    expect(kept()).not.toContain(URLS[0]);
    expect(files()).toHaveLength(before - 2);
    expect(trial.everything()).not.toContain(URLS[0]!);
  });

  it("go with their links, and with meetings that are cancelled or forgotten", async () => {
    await documents();
    site.misbehave = firstDocument(7000, () => "");
    await trial.run();
    expect(kept()).not.toContain(URLS[0]);
    expect(kept()).toEqual(expect.arrayContaining(URLS.slice(1)));
    const list = fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml");
    const cancelled = list.replace("Confirmed", "Cancelled");
    site.misbehave = at("GetAllMeetingsByDate", send(200, cancelled));
    await trial.run();
    expect(kept()).not.toContain(URLS[1]);
    const without = list
      .replace(/<meeting>(?:(?!<\/meeting>)[\s\S])*<meetingid>7014<[\s\S]*?<\/meeting>/, "")
      .replace(">3<", ">2<");
    site.misbehave = at("GetAllMeetingsByDate", send(200, without));
    expect(await trial.run({ prune: true })).toMatchObject({ pruned: 1 });
    expect(kept()).not.toContain(URLS[2]);
  });
});

describe("documents that cannot be had", () => {
  const many = Array.from(
    { length: 8 },
    (_, i) =>
      `<linkeddoc><attachmentid>${i}</attachmentid><title>R${i}</title><url>mgConvert2PDF.aspx?ID=${i}</url><isrestricted>False</isrestricted></linkeddoc>`,
  ).join("");
  /** A meeting with eight documents more. */
  const more = () => firstDocument(7000, () => many);

  it.each<[string, Misbehaviour, RegExp]>([
    ["refused", send(403), /answers 403/],
    ["gone", send(404), /answers 404/],
    ["failing", send(500), /answers 500/],
    ["a page that is sorry", send(200, SORRY), /120003 is a page and no document$/],
    ["empty", send(200), /120003 is empty$/],
    ["too large", send(200, "x".repeat(200_000)), /is larger than 0 MB|is larger than/],
    ["too slow", () => true, /no whole answer in 0\.3 s/],
    ["elsewhere", send(302, "", { location: "http://localhost:1/x" }), /leads to another place/],
  ])("are named in one line, and the rest is fetched: %s", async (_name, answer, reason) => {
    site.misbehave = all(at(URLS[0]!, answer), at("mgConvert2PDF", pdf()));
    const request = { delay: 0, backoff: 1, retries: 1, timeout: 300, maxBytes: 150_000 };
    const { papers, failures } = await documents({ request });
    expect(failures).toEqual([]);
    expect(papers!.failures).toEqual([expect.stringMatching(reason)]);
    expect(papers!.failures[0]).toMatch(
      /^document "Report on item 3" of meeting 7000 of 2022-12-14: /,
    );
    expect(kept()).toHaveLength(papers!.listed - 1);
    expect(existsSync(join(trial.folder(), "papers"))).toBe(true);
  });

  it("of kinds that are not read, and at other sites, are not asked for", async () => {
    site.misbehave = all(
      firstDocument(7000, (doc) =>
        doc.replace(/<url>.*<\/url>/, `<url>${site.url}documents/s9/Sums.xlsx</url>`),
      ),
      firstDocument(7014, (doc) =>
        doc.replace(/<url>.*<\/url>/, "<url>https://elsewhere.example/a.pdf</url>"),
      ),
      at("mgConvert2PDF", pdf()),
    );
    const { papers } = await documents();
    expect(papers!.skipped).toEqual([
      expect.stringMatching(
        /^document "Report on item 3" of meeting 7000 .*Sums\.xlsx is \.xlsx, which is not read$/,
      ),
      expect.stringMatching(/elsewhere\.example\/a\.pdf is at another site$/),
    ]);
    expect(asked()).not.toContain("documents/s9/Sums.xlsx");
  });

  it("are not given up because some are not there", async () => {
    site.misbehave = all(more(), at("mgConvert2PDF", send(404)));
    const { papers } = await documents();
    expect(papers).toMatchObject({ givenUp: false, listed: 12, failures: { length: 12 } });
  });

  it("are given up after five in a row, and fetched the next time", async () => {
    site.misbehave = all(more(), at("mgConvert2PDF", send(403)));
    const { papers, ended } = await documents();
    expect(ended).toBeNull();
    expect(papers).toMatchObject({ givenUp: true, failures: { length: 5 }, written: 0 });
    site.requests.length = 0;
    site.misbehave = all(more(), at("mgConvert2PDF", pdf()));
    expect(await documents()).toMatchObject({
      resumed: false,
      papers: { givenUp: false, failures: [] },
    });
    expect(asked()).toContain("mgConvert2PDF.aspx?ID=7");
  });
});
