import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRecords } from "../../../src/adapters/harvest-folder.ts";
import { harvest, type SiteHarvestOptions } from "../../../src/harvest.ts";
import { expectedItems, harvestedItems } from "./expected-items.ts";
import { serveSite, type Misbehaviour, type SiteServer } from "./site-server.ts";

const OWN = join(import.meta.dirname, "../../fixtures/moderngov");
const SHARED = join(import.meta.dirname, "../../../../shared/moderngov-fixtures");

let dir: string;
let site: SiteServer;
let notices: string[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "harvest-"));
  site = await serveSite(OWN);
  notices = [];
});

afterEach(async () => {
  await site.close();
  rmSync(dir, { recursive: true, force: true });
});

function run(options: Partial<SiteHarvestOptions> = {}) {
  return harvest({
    site: site.url,
    dir,
    committees: [],
    since: null,
    prune: false,
    contact: null,
    userAgent: null,
    request: { delay: 0, backoff: 1, retries: 2, timeout: 5000 },
    onProgress: () => undefined,
    onNotice: (message) => notices.push(message),
    ...options,
  });
}

const folder = () => join(dir, readdirSync(dir)[0]!);
const everything = () =>
  readdirSync(folder(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("ingest.lock"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
/** Answers addresses that hold `part` in another way. */
const at =
  (part: string, answer: Misbehaviour): Misbehaviour =>
  (request, response) =>
    (request.url ?? "").includes(part) && answer(request, response);
const send =
  (status: number, body = "", headers: Record<string, string> = {}): Misbehaviour =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
    return true;
  };
/** Misbehaves so often, then no more. */
const times = (count: number, answer: Misbehaviour): Misbehaviour => {
  let left = count;
  return (request, response) => left-- > 0 && answer(request, response);
};
const fixtureText = (name: string) => readFileSync(join(OWN, name), "utf8");
const PAGE =
  "<!DOCTYPE html><html><head><title>Sorry, an error occurred</title></head><body>Error</body></html>";

describe("every item of the fixtures", () => {
  const sets = [
    { name: "own", fixtures: OWN, items: 23 },
    { name: "shared (absent in a fresh clone)", fixtures: SHARED, items: 202 },
  ];
  for (const { name, fixtures, items } of sets) {
    for (const way of ["web service", "pages"]) {
      it.skipIf(!existsSync(fixtures))(`is obtained through the ${way}: ${name}`, async () => {
        await site.close();
        site = await serveSite(fixtures, "/modernGov/");
        if (way === "pages") site.misbehave = at(".asmx", send(200, PAGE));
        const summary = await run();
        const expected = expectedItems(fixtures);
        expect(expected).toHaveLength(items);
        expect(harvestedItems(folder())).toEqual(expected);
        expect(summary.failures).toEqual([]);
        expect(summary.written).toBe(new Set(expected.map((item) => item.meeting_id)).size);
        expect(site.mostAtOnce()).toBe(1);
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
      expect(everything()).not.toMatch(/settlement|sum of money/);
      expect(site.requests.filter((url) => /30004|120004/.test(url))).toEqual([]);
    });
  }

  it("take minutes out that were public before", async () => {
    await run();
    expect(everything()).toContain("The report for November had been circulated");
    site.misbehave = at(
      "lMeetingId=7000",
      send(200, restrict("<isrestricted>True</isrestricted>")),
    );
    expect(await run()).toMatchObject({ restricted: 1, written: 1, unchanged: 2 });
    expect(everything()).not.toMatch(/The report for November|settlement|sum of money/);
  });

  it("are left out of pages that say why they are restricted", async () => {
    const page = fixtureText("ieListDocuments.aspx_CId=101&MId=7000.html").replace(
      "Police Report</p>",
      'Police Report</p><ul class="mgActionList"><li><a href="x.aspx">View the reasons why item 4. is restricted</a></li></ul>',
    );
    site.misbehave = (request, response) =>
      at(".asmx", send(200, PAGE))(request, response) ||
      at("MId=7000", send(200, page))(request, response);
    expect(await run()).toMatchObject({ restricted: 1, written: 3 });
    expect(everything()).not.toContain("The report for November had been circulated");
  });
});

describe("a site that misbehaves", () => {
  const first = "lMeetingId=7000";
  const meeting = () => fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml");
  const recoverable: Record<string, () => Misbehaviour> = {
    "refuses the web service": () => at(".asmx", send(403)),
    "fails, then answers": () => times(2, send(500)),
    "fails at the web service for good": () => at(".asmx", send(500)),
    "asks to wait": () => times(1, at(first, send(429, "", { "retry-after": "0" }))),
    "answers a page for XML": () => at(first, send(200, PAGE)),
    "answers broken XML": () => at(first, send(200, meeting().slice(0, 3000))),
    "answers XML that is not well-formed": () =>
      at(first, send(200, meeting().replace("</agendaitemid>", ""))),
    "answers another meeting": () => at(first, send(200, meeting().replace(">7000<", ">7001<"))),
    "answers nothing": () => at(first, send(200)),
    "miscounts its meetings": () =>
      at(
        "GetAllMeetingsByDate",
        send(
          200,
          fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml").replace(">3<", ">5000<"),
        ),
      ),
    "lists no meetings of all committees": () =>
      at(
        "GetAllMeetingsByDate",
        send(
          200,
          "<getmeetingsbydate><meetingscount>0</meetingscount><meetings /></getmeetingsbydate>",
        ),
      ),
    "cuts the connection, then answers": () =>
      times(
        1,
        at(first, (_request, response) => {
          response
            .writeHead(200, { "content-length": "9000" })
            .write(meeting().slice(0, 4000), () => response.destroy());
          return true;
        }),
      ),
    "redirects on its own host": () =>
      at(first, (request, response) => {
        if ((request.url ?? "").includes("&again")) return false;
        response.writeHead(302, { location: `${request.url}&again` }).end();
        return true;
      }),
    "writes HTML into XML as it is": () =>
      at(
        first,
        send(
          200,
          meeting()
            .replaceAll("&lt;", "<")
            .replaceAll("&gt;", ">")
            .replaceAll("</p></div>", "<br></p></div>"),
        ),
      ),
    "wraps HTML in CDATA": () =>
      at(
        first,
        send(
          200,
          meeting().replaceAll(
            /(<minutesnonemptyhtmlbody>)([\s\S]*?)(<\/minutes)/g,
            (_all, open, body, close) =>
              `${open}<![CDATA[${body.replaceAll("&lt;", "<").replaceAll("&gt;", ">")}]]>${close}`,
          ),
        ),
      ),
    "answers in another character set": () =>
      at(first, (_request, response) => {
        const western = meeting()
          .replace("utf-8", "windows-1252")
          .replaceAll("’", "\u0092")
          .replaceAll("–", "\u0096");
        const bytes = Buffer.from(western, "latin1");
        response.writeHead(200, { "content-type": "text/xml" }).end(bytes);
        return true;
      }),
  };
  for (const [name, misbehaviour] of Object.entries(recoverable)) {
    it(`${name}: every item is obtained all the same`, async () => {
      site.misbehave = misbehaviour();
      const summary = await run();
      expect(summary).toMatchObject({ ended: null, written: 3, failures: [] });
      expect(harvestedItems(folder())).toEqual(expectedItems(OWN));
    });
  }

  const lasting: Record<string, [Misbehaviour, RegExp]> = {
    "refuses a meeting": [send(403), /answers 403/],
    "fails for good": [send(503), /answers 503/],
    "is too slow": [() => true, /no whole answer in 0\.2 s/],
    "leads elsewhere": [
      send(302, "", { location: "http://localhost:1/x" }),
      /leads to another place, http:\/\/localhost:1;/,
    ],
    "redirects in circles": [
      send(302, "", { location: "/modernGov/MId=7000" }),
      /redirects more than 5 times/,
    ],
    "asks for a wait without end": [
      send(429, "", { "retry-after": "86400" }),
      /asks to wait 1440 minutes/,
    ],
  };
  for (const [name, [answer, reason]] of Object.entries(lasting)) {
    it(`${name}: the rest goes on and the failure is named`, async () => {
      site.misbehave = (request, response) =>
        at("MeetingId=7000", answer)(request, response) ||
        at("MId=7000", answer)(request, response);
      const summary = await run({ request: { delay: 0, backoff: 1, retries: 1, timeout: 200 } });
      expect(summary).toMatchObject({ ended: null, written: 2 });
      expect(summary.failures).toEqual([expect.stringMatching(reason)]);
      expect(summary.failures[0]).toMatch(/^meeting 7000 of 2022-12-14: /);
    });
  }

  it("answers more than is read", async () => {
    site.misbehave = at("MeetingId=7000", send(200, "x".repeat(100_000)));
    const summary = await run({ request: { delay: 0, backoff: 1, retries: 0, maxBytes: 50_000 } });
    expect(summary).toMatchObject({ written: 3, failures: [] });
    expect(harvestedItems(folder())).toEqual(expectedItems(OWN));
  });

  it("gives dates that are none, or that its own page contradicts", async () => {
    const list = fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml").replace(
      "14/12/2022",
      "31/02/2023",
    );
    site.misbehave = (request, response) =>
      at("GetAllMeetingsByDate", send(200, list))(request, response) ||
      at(
        "lMeetingId=7042",
        send(
          200,
          fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7042.xml").replace(
            "11/10/2023",
            "11/10/1023",
          ),
        ),
      )(request, response);
    const summary = await run();
    expect(summary.listed).toBe(2);
    expect(summary.failures).toEqual([
      "meeting 7042 of 2023-10-11: its own page says that it was on 1023-10-11",
    ]);
  });

  it("stops answering: it is left alone after five meetings, and the next run goes on", async () => {
    const rows = [1, 2, 3, 4, 5, 6, 7].map(
      (id) =>
        `<meeting><meetingid>${id}</meetingid><meetingdate>01/02/2024</meetingdate><meetingstatus>Confirmed</meetingstatus><committeeid>101</committeeid></meeting>`,
    );
    site.misbehave = at(
      "GetAllMeetingsByDate",
      send(200, `<getmeetingsbydate><meetings>${rows.join("")}</meetings></getmeetingsbydate>`),
    );
    const summary = await run();
    expect(summary).toMatchObject({ ended: "too many failures", written: 0 });
    expect(summary.failures).toHaveLength(5);
  });
});

describe("robots.txt", () => {
  it("is obeyed, and what it forbids is not asked for", async () => {
    site.misbehave = at(
      "/robots.txt",
      send(200, "User-agent: ask-the-minutes\nDisallow: /mgWebService.asmx\n"),
    );
    expect(await run()).toMatchObject({ written: 3, failures: [] });
    expect(site.requests.filter((url) => url.includes(".asmx"))).toEqual([]);
    site.requests.length = 0;
    site.misbehave = at("/robots.txt", send(200, "User-agent: *\nDisallow: /\n"));
    await expect(run()).rejects.toThrow(/robots\.txt asks programs not to read/);
    expect(site.requests).toEqual([]);
  });

  it("that cannot be had for errors of the site keeps the program away", async () => {
    site.misbehave = at("/robots.txt", send(503));
    await expect(run()).rejects.toThrow(/robots\.txt answers 503/);
    expect(site.requests).toEqual([]);
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
      at("/documents/", send(200, PAGE))(request, response);
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

describe("what cannot be harvested at all", () => {
  it("is said in one line", async () => {
    await expect(run({ site: "not a site" })).rejects.toThrow(/^"not a site" is no web address/);
    await expect(run({ site: "ftp://example.org" })).rejects.toThrow(/is no web address/);
    const gone = await serveSite(OWN);
    await gone.close();
    await expect(run({ site: gone.url })).rejects.toThrow(
      /^127\.0\.0\.1:\d+ takes no connections$/,
    );
    await expect(run({ committees: [999] })).rejects.toThrow(
      /lists no committee 999; it has 101 \(Full Community Council\), 102/,
    );
    site.misbehave = at("/", send(200, PAGE));
    await expect(run()).rejects.toThrow(
      /does not answer as a ModernGov site does: .*a page instead of XML \("Sorry, an error occurred"\).*is not a list of committees/,
    );
  });
});
