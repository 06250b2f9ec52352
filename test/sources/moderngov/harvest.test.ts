import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecords } from "../../../src/adapters/harvest-records.ts";
import { expectedItems, harvestedItems } from "./expected-items.ts";
import {
  OWN,
  SORRY,
  at,
  fixtureText,
  send,
  startTrial,
  type HarvestTrial,
} from "./harvest-trial.ts";
import { serveSite, type SiteServer } from "./site-server.ts";

const SHARED = join(import.meta.dirname, "../../../../shared/moderngov-fixtures");

let trial: HarvestTrial;
let site: SiteServer;
const run: HarvestTrial["run"] = (options) => trial.run(options);
const folder = () => trial.folder();

beforeEach(async () => {
  trial = await startTrial();
  ({ site } = trial);
});

afterEach(() => trial.end());

describe("every item of the fixtures", () => {
  const sets = [
    { name: "own", fixtures: OWN, items: 23 },
    { name: "shared (absent in a fresh clone)", fixtures: SHARED, items: 202 },
  ];
  for (const { name, fixtures, items } of sets) {
    for (const way of ["web service", "pages"]) {
      it.skipIf(!existsSync(fixtures))(`is obtained through the ${way}: ${name}`, async () => {
        const mounted = await serveSite(fixtures, "/modernGov/");
        if (way === "pages") mounted.misbehave = at(".asmx", send(200, SORRY));
        const summary = await run({ site: mounted.url });
        await mounted.close();
        const expected = expectedItems(fixtures);
        expect(expected).toHaveLength(items);
        expect(harvestedItems(folder())).toEqual(expected);
        expect(summary.failures).toEqual([]);
        expect(summary.written).toBe(new Set(expected.map((item) => item.meeting_id)).size);
        expect(mounted.mostAtOnce()).toBe(1);
      });
    }
  }
});

describe("a harvest", () => {
  it("asks for dates as dd/mm/yyyy and leaves out what the site gives beyond them", async () => {
    const summary = await run({ since: "2023-03-01" });
    expect(site.requests.join("\n")).toMatch(/sFromDate=01\/03\/2023&sToDate=\d\d\/\d\d\/\d{4}/);
    expect(summary.listed).toBe(2);
    expect(readRecords(folder()).map(({ id }) => id)).toEqual([7014, 7042]);
  });

  it("reads the committees asked for, and only them", async () => {
    await run({ committees: [102, 190] });
    expect(readRecords(folder()).map(({ id, body }) => [id, body])).toEqual([
      [7042, "Annual General Meeting"],
    ]);
    expect(site.requests.filter((url) => url.includes("GetMeeting?"))).toEqual([
      "mgWebService.asmx/GetMeeting?lMeetingId=7042",
    ]);
  });

  it("says who asks and how to stop it", async () => {
    await run({ contact: "clerk@example.org", committees: [102] });
    const agents = new Set(site.headers.map((headers) => headers["user-agent"]));
    expect([...agents]).toEqual([
      expect.stringMatching(/^ask-the-minutes\/\S+ .*clerk@example\.org.*robots\.txt/),
    ]);
  });

  it("keeps where each item stands on the site, who attended and where", async () => {
    await run();
    const record = readRecords(folder()).find(({ id }) => id === 7000)!;
    expect(record.page).toBe(`${site.url}ieListDocuments.aspx?CId=101&MId=7000`);
    expect(record.place).toContain("Broomhill Primary School");
    expect(record.attendees[0]).toEqual({
      name: "Councillor Example One",
      role: "Chair",
      attendance: "Present",
    });
    const text = readFileSync(join(folder(), "meetings", record.file), "utf8");
    const last = record.headings.at(-1)!;
    expect(last.sourceUrl).toBe(`${site.url}mgMeetingAttendance.aspx?ID=7000`);
    expect(text.slice(last.start)).toMatch(
      /^Attendance\n\nPresent: Councillor Example One \(Chair\)/,
    );
  });

  it("asks nothing twice when it goes on after being stopped, and all again after it was whole", async () => {
    const stop = new AbortController();
    site.misbehave = at("lMeetingId=7042", (_request, response) => {
      stop.abort();
      response.writeHead(200).end();
      return true;
    });
    const first = await run({ signal: stop.signal });
    expect(first).toMatchObject({ ended: "stopped", written: 2 });
    const before = [...site.requests];
    site.requests.length = 0;
    site.misbehave = () => false;
    const second = await run();
    expect(second).toMatchObject({ ended: null, resumed: true, written: 1, unchanged: 2 });
    expect(site.requests).toEqual(["mgWebService.asmx/GetMeeting?lMeetingId=7042"]);
    expect(before).toContain("mgWebService.asmx/GetMeeting?lMeetingId=7000");
    site.requests.length = 0;
    expect(await run()).toMatchObject({ resumed: false, unchanged: 3, written: 0 });
    expect(site.requests).toEqual(expect.arrayContaining(before));
  });

  it("sends back what the site gave to ask whether anything changed", async () => {
    const tag = { etag: '"a1"', "last-modified": "Wed, 01 May 2024 10:00:00 GMT" };
    const body = fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml");
    site.misbehave = at("lMeetingId=7000", send(200, body, tag));
    await run();
    let asked: unknown;
    site.misbehave = at("lMeetingId=7000", (request, response) => {
      asked = [request.headers["if-none-match"], request.headers["if-modified-since"]];
      response.writeHead(304).end();
      return true;
    });
    expect(await run()).toMatchObject({ unchanged: 3, written: 0, failures: [] });
    expect(asked).toEqual(Object.values(tag));
    expect(harvestedItems(folder())).toEqual(expectedItems(OWN));
  });

  it("forgets meetings that are no longer listed only when told to", async () => {
    await run();
    const list = fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml");
    const shorter = list
      .replace(/<meeting>\s*<meetingid>7000[\s\S]*?<\/meeting>/, "")
      .replace(">3<", ">2<");
    site.misbehave = at("GetAllMeetingsByDate", send(200, shorter));
    expect(await run()).toMatchObject({ unlisted: 1, pruned: 0 });
    expect(readRecords(folder())).toHaveLength(3);
    expect(await run({ prune: true })).toMatchObject({ unlisted: 1, pruned: 1 });
    expect(readRecords(folder()).map(({ id }) => id)).toEqual([7014, 7042]);
  });

  it("refuses to run twice over one folder at once", async () => {
    let second: Promise<unknown> | undefined;
    site.misbehave = at("GetCommittees", () => {
      second ??= run().catch((error: Error) => error.message);
      return false;
    });
    await run();
    expect(await second).toMatch(/another program is writing to/);
  });
});

describe("restricted items", () => {
  /** Item 4 of a meeting with other words, and `flag` in the place of what says that it may be shown. */
  const restrict = (flag: string) =>
    fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml").replaceAll(
      /<agendaitem>[\s\S]*?<\/agendaitem>/g,
      (item) =>
        item.includes("<agendaitemid>30004<")
          ? item
              .replace("Police Report", "Secret settlement")
              .replace("The report for November had been circulated", "The sum of money is secret")
              .replace("<isrestricted>False</isrestricted>", flag)
              .replace(/<isdisplayallowed>True<\/isdisplayallowed>/, "")
          : item,
    );

  for (const flag of [
    "<isrestricted>True</isrestricted>",
    "<isrestricted>yes</isrestricted>",
    "<isrestricted>False</isrestricted><isdisplayallowed>False</isdisplayallowed>",
  ]) {
    it(`are neither fetched nor written anywhere: ${flag}`, async () => {
      site.misbehave = at("lMeetingId=7000", send(200, restrict(flag)));
      const summary = await run();
      expect(summary).toMatchObject({ restricted: 1, written: 3, failures: [] });
      expect(trial.everything()).not.toMatch(/settlement|sum of money/);
      expect(site.requests.filter((url) => /30004|120004/.test(url))).toEqual([]);
    });
  }

  it("take minutes out that were public before", async () => {
    await run();
    expect(trial.everything()).toContain("The report for November had been circulated");
    site.misbehave = at(
      "lMeetingId=7000",
      send(200, restrict("<isrestricted>True</isrestricted>")),
    );
    expect(await run()).toMatchObject({ restricted: 1, written: 1, unchanged: 2 });
    expect(trial.everything()).not.toMatch(/The report for November|settlement|sum of money/);
  });

  it("take everything out where a page and printed minutes cannot tell what is public", async () => {
    await run();
    const body = restrict("<isrestricted>True</isrestricted>").replaceAll(
      /(<minutesnonemptyhtmlbody>)[\s\S]*?(<\/minutes)/g,
      "$1$2",
    );
    site.misbehave = (request, response) =>
      at("lMeetingId=7000", send(200, body))(request, response) ||
      at("MId=7000", send(503))(request, response);
    expect(await run()).toMatchObject({ restricted: 1, withoutMinutes: 1, failures: [] });
    expect(trial.everything()).not.toMatch(/The report for November|£25 per annum/);
  });

  it("are taken out of what was kept of pages, too", async () => {
    site.misbehave = at(".asmx", send(200, SORRY));
    await run();
    expect(trial.everything()).toContain("The report for November");
    site.misbehave = at(
      "lMeetingId=7000",
      send(200, restrict("<isrestricted>True</isrestricted>")),
    );
    expect(await run()).toMatchObject({ restricted: 1, failures: [] });
    expect(trial.everything()).not.toContain("The report for November");
  });

  it("are left out of pages that say why they are restricted", async () => {
    const page = fixtureText("ieListDocuments.aspx_CId=101&MId=7000.html").replace(
      "Police Report</p>",
      'Police Report</p><ul class="mgActionList"><li><a href="x.aspx">View the reasons why item 4. is restricted</a></li></ul>',
    );
    site.misbehave = (request, response) =>
      at(".asmx", send(200, SORRY))(request, response) ||
      at("MId=7000", send(200, page))(request, response);
    expect(await run()).toMatchObject({ restricted: 1, written: 3 });
    expect(trial.everything()).not.toContain("The report for November had been circulated");
  });
});

describe("minutes that the web service does not hold", () => {
  const emptied = (body: string) =>
    body.replaceAll(/(<minutesnonemptyhtmlbody>)[\s\S]*?(<\/minutes)/g, "$1$2");
  const xml = () => emptied(fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7042.xml"));
  const page = () => fixtureText("ieListDocuments.aspx_CId=102&MId=7042.html");

  it("are read from the meeting's page", async () => {
    site.misbehave = at("lMeetingId=7042", send(200, xml()));
    await run();
    expect(harvestedItems(folder())).toEqual(expectedItems(OWN));
  });

  it("are read from the item's page, where one item lacks them", async () => {
    const body = fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml");
    site.misbehave = at(
      "lMeetingId=7000",
      send(200, body.replace(/(<minutesnonemptyhtmlbody>)[\s\S]*?(<\/minutes)/, "$1$2")),
    );
    await run();
    expect(site.requests).toContain("mgAi.aspx?ID=30001");
    expect(harvestedItems(folder())).toEqual(expectedItems(OWN));
  });

  it("are kept as the printed file, where only that is published", async () => {
    const bare = page().replaceAll(/<p class="mgSubItemTitleTxt"[\s\S]*?<\/div>/g, "");
    const pdf = "%PDF-1.4 stands in for printed minutes";
    site.misbehave = (request, response) =>
      at("lMeetingId=7042", send(200, xml()))(request, response) ||
      at("MId=7042", send(200, bare))(request, response) ||
      at("/documents/g7042/Printed%20minutes", send(200, pdf, { etag: '"p"' }))(request, response);
    expect(await run()).toMatchObject({ written: 3, failures: [] });
    const record = readRecords(folder()).find(({ id }) => id === 7042)!;
    expect(record).toMatchObject({
      file: "2023-10-11-7042.pdf",
      headings: [],
      sourceUrl: `${site.url}documents/g7042/Printed%20minutes%202023-10-11.pdf?T=1`,
    });
    expect(readFileSync(join(folder(), "meetings", record.file), "utf8")).toBe(pdf);
    rmSync(join(folder(), "meetings", record.file));
    await run();
    expect(readFileSync(join(folder(), "meetings", record.file), "utf8")).toBe(pdf);
  });

  it("are reported when the printed file is a page that says sorry", async () => {
    const bare = page().replaceAll(/<p class="mgSubItemTitleTxt"[\s\S]*?<\/div>/g, "");
    site.misbehave = (request, response) =>
      at("lMeetingId=7042", send(200, xml()))(request, response) ||
      at("MId=7042", send(200, bare))(request, response) ||
      at("/documents/", send(200, SORRY))(request, response);
    expect((await run()).failures).toEqual([
      expect.stringMatching(/^meeting 7042 .*Printed.* is no PDF$/),
    ]);
  });

  it("are not looked for where none are published, or the meeting was cancelled", async () => {
    const list = fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml").replace(
      "Confirmed",
      "Cancelled",
    );
    const unpublished = fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7042.xml").replace(
      "<minutepublished>True",
      "<minutepublished>False",
    );
    site.misbehave = (request, response) =>
      at("GetAllMeetingsByDate", send(200, list))(request, response) ||
      at("lMeetingId=7042", send(200, unpublished))(request, response);
    expect(await run()).toMatchObject({ cancelled: 1, withoutMinutes: 1, written: 1 });
    expect(site.requests.filter((url) => /7000|MId=7042|documents/.test(url))).toEqual([]);
  });
});
