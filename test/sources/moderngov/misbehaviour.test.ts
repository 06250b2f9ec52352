import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { POLITE } from "../../../src/adapters/polite-fetch.ts";
import { expectedItems, harvestedItems } from "./expected-items.ts";
import {
  OWN,
  SORRY,
  at,
  fixtureText,
  send,
  startTrial,
  times,
  type HarvestTrial,
} from "./harvest-trial.ts";
import { serveSite, type Misbehaviour, type SiteServer } from "./site-server.ts";

let trial: HarvestTrial;
let site: SiteServer;
const run: HarvestTrial["run"] = (options) => trial.run(options);
const folder = () => trial.folder();

beforeEach(async () => {
  trial = await startTrial();
  ({ site } = trial);
});

afterEach(() => trial.end());

describe("a site that misbehaves", () => {
  const first = "lMeetingId=7000";
  const meeting = () => fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7000.xml");
  const recoverable: Record<string, () => Misbehaviour> = {
    "refuses the web service": () => at(".asmx", send(403)),
    "fails, then answers": () => times(2, send(500)),
    "fails at the web service for good": () => at(".asmx", send(500)),
    "asks to wait": () => times(1, at(first, send(429, "", { "retry-after": "0" }))),
    "answers a page for XML": () => at(first, send(200, SORRY)),
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
    "takes its time, within what is waited for": () =>
      at(first, (_request, response) => {
        setTimeout(() => response.writeHead(200).end(meeting()), 1500);
        return true;
      }),
    "answers damaged UTF-8": () =>
      at(first, (_request, response) => {
        const whole = Buffer.from(meeting());
        whole[whole.indexOf("’") + 1] = 0x20;
        response.writeHead(200, { "content-type": "text/xml; charset=utf-8" }).end(whole);
        return true;
      }),
    "names a character set that it does not use": () =>
      at(first, send(200, meeting(), { "content-type": "text/xml; charset=iso-8859-1" })),
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
    "gives its answer drop by drop": [
      (_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
        return true;
      },
      /no whole answer in 0\.2 s/,
    ],
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

it("waits for answers of 90 seconds, unless told otherwise", () => {
  expect(POLITE.timeout).toBeGreaterThan(90_000);
  expect(POLITE.delay).toBeGreaterThanOrEqual(1000);
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
    await expect(run()).rejects.toThrow(/^http:\/\/127\.0\.0\.1:\d+\/robots\.txt answers 503$/);
    expect(site.requests).toEqual([]);
    expect(site.headers).toHaveLength(3);
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
    site.misbehave = at("/", send(200, SORRY));
    await expect(run()).rejects.toThrow(
      /does not answer as a ModernGov site does: .*a page instead of XML \("Sorry, an error occurred"\).*is not a list of committees/,
    );
  });
});
