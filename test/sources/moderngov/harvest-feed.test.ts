import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { harvestFeed } from "../../../src/adapters/harvest-feed.ts";
import { openExtractor } from "../../../src/formats/extractor.ts";
import { parseDocument } from "../../../src/minutes/parse.ts";
import type { FeedEntry } from "../../../src/sources/feed.ts";
import { column, madePdf } from "../../formats/made-files.ts";
import { at, fixtureText, send, startTrial, type HarvestTrial } from "./harvest-trial.ts";

let trial: HarvestTrial;
const extractor = openExtractor();

beforeEach(async () => {
  trial = await startTrial();
});
afterEach(async () => {
  await trial.end();
  await extractor.close();
});

/** All that a harvest gives to be indexed, by source without the site's address. */
async function entries(): Promise<Map<string, FeedEntry>> {
  const feed = harvestFeed(trial.folder(), { extract: extractor.extract, council: null });
  const parts = await Promise.all(feed.parts.map((_, part) => feed.read(part)));
  expect(parts.flatMap(({ failures }) => failures)).toEqual([]);
  const all = parts.flatMap((part) => part.entries);
  return new Map(all.map((entry) => [entry.source.slice(trial.site.url.length), entry]));
}

const PAGE = "ieListDocuments.aspx?CId=101&MId=";
const PRINTED = "ieListDocuments.aspx?CId=102&MId=7042";

describe("what a harvest gives to be indexed", () => {
  it("has minutes under the meeting's page, and items with their number apart", async () => {
    await trial.run();
    const minutes = (await entries()).get(`${PAGE}7000`)!;
    expect(minutes.paper).toBeUndefined();
    expect(minutes.given).toMatchObject({
      title: "Full Community Council, 14 December 2022",
      date: "2022-12-14",
      place: { text: "Broomhill Primary School Library, 57 Edgehill Rd, G11 7HZ" },
    });
    const { sha256, source, given: facts } = minutes;
    const { items } = parseDocument({
      id: "a",
      source,
      sha256,
      facts,
      ...(await minutes.extract()),
    });
    expect(items.slice(1, 4).map(({ number, title }) => [number, title])).toEqual([
      ["1", "Committee Members Present"],
      ["2", "Apologies were received from"],
      ["3", "Minutes of Previous Meetings"],
    ]);
    expect(items.at(-1)).not.toHaveProperty("number");
  });

  it("has documents as papers of their meeting, under their own address", async () => {
    trial.site.misbehave = at("mgConvert2PDF", send(200, madePdf([column(["The fee is £25."])])));
    await trial.run({ documents: true });
    const paper = (await entries()).get("mgConvert2PDF.aspx?ID=120003")!;
    expect(paper).toMatchObject({
      paper: true,
      sourceUrl: `${trial.site.url}mgConvert2PDF.aspx?ID=120003`,
      given: {
        title: "Paper for Full Community Council, 14 December 2022: Report on item 3",
        date: "2022-12-14",
        status: "unknown",
      },
    });
    expect((await paper.extract()).text).toContain("The fee is £25.");
  });

  it("says that minutes were approved where a later meeting does", async () => {
    const later = fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7014.xml");
    const said = later.replace(
      "8th February 2023 were approved",
      "14th December 2022 were approved",
    );
    trial.site.misbehave = at("lMeetingId=7014", send(200, said));
    await trial.run();
    const found = await entries();
    expect(found.get(`${PAGE}7000`)!.given.status).toBe("approved");
    expect(found.get(`${PAGE}7014`)!.given.status).toBe("unknown");
  });

  it("says that minutes are a draft where the page of a recent meeting does, and asks no other's", async () => {
    const today = new Date().toISOString().slice(0, 10).split("-").toReversed().join("/");
    const recent = (text: string) => text.replaceAll("11/10/2023", today);
    const page = fixtureText("ieListDocuments.aspx_CId=102&MId=7042.html");
    trial.site.misbehave = (request, response) =>
      at(
        "GetAllMeetings",
        send(200, recent(fixtureText("mgWebService.asmx/GetAllMeetingsByDate.xml"))),
      )(request, response) ||
      at(
        "lMeetingId=7042",
        send(200, recent(fixtureText("mgWebService.asmx/GetMeeting_lMeetingId=7042.xml"))),
      )(request, response) ||
      at("MId=7042", send(200, page.replace("Agenda and minutes", "Agenda and draft minutes")))(
        request,
        response,
      );
    await trial.run();
    const statuses = [...(await entries())].map(([source, { given }]) => [source, given.status]);
    expect(Object.fromEntries(statuses)).toMatchObject({
      [PRINTED]: "draft",
      [`${PAGE}7014`]: "unknown",
    });
    expect(trial.site.requests.filter((url) => url.startsWith("ieListDocuments"))).toEqual([
      PRINTED,
    ]);
  });

  it("says what could not be had, until it is had or the site no longer has it", async () => {
    const lacking = () => {
      const feed = harvestFeed(trial.folder(), { extract: extractor.extract, council: null });
      return feed.failures.map(({ source, reason }) => [
        source.slice(trial.site.url.length),
        reason,
      ]);
    };
    const pdf = at("mgConvert2PDF", send(200, madePdf([column(["The fee is £25."])])));
    const bad =
      (...urls: string[]): typeof pdf =>
      (request, response) =>
        urls.some((url) => at(url, send(403))(request, response)) || pdf(request, response);
    trial.site.misbehave = bad("MeetingId=7042", "MId=7042", "ID=120003");
    await trial.run({ documents: true });
    const refused = expect.stringMatching(/^could not be fetched: .* answers 403/);
    const both = [
      [PRINTED, refused],
      ["mgConvert2PDF.aspx?ID=120003", refused],
    ];
    expect(lacking()).toEqual(both);
    trial.site.misbehave = bad();
    await trial.run({ committees: [101], since: "2023-01-01", documents: true });
    expect(lacking()).toEqual(both);
    await trial.run();
    expect(lacking()).toEqual(both.slice(1));
    await trial.run({ documents: true });
    expect(lacking()).toEqual([]);
  });

  it("has nothing of files that a killed harvest left without a record", async () => {
    await trial.run();
    for (const name of ["meetings/2020-01-01-1.txt", "papers/a.pdf", "papers/b.pdf.1.part"])
      writeFileSync(join(trial.folder(), name), "secret by now");
    await trial.run();
    expect(readdirSync(join(trial.folder(), "papers"))).toEqual([]);
    expect(trial.everything()).not.toContain("secret by now");
    expect((await entries()).size).toBe(3);
  });
});
