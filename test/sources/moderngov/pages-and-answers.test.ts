import { describe, expect, it } from "vitest";
import { siteAddresses } from "../../../src/sources/moderngov/addresses.ts";
import {
  fromBritish,
  fromWords,
  toBritish,
  toWords,
} from "../../../src/sources/moderngov/dates.ts";
import { plainTitle, textOfHtml } from "../../../src/sources/moderngov/html.ts";
import { councilFromPage } from "../../../src/sources/moderngov/pages.ts";
import { committeesFromXml, meetingFromXml } from "../../../src/sources/moderngov/web-service.ts";
import { readXml } from "../../../src/sources/moderngov/xml.ts";

describe("dates", () => {
  it("are read as dd/mm/yyyy and from words, and only where there is such a day", () => {
    expect(fromBritish("03/04/2023")).toBe("2023-04-03");
    expect(fromBritish("3/4/2023 18:30:00")).toBe("2023-04-03");
    for (const none of ["2023-04-03", "31/02/2023", "13/13/2023", "", "tomorrow"])
      expect(fromBritish(none)).toBeNull();
    expect(fromWords("Wednesday, 14th December, 2022 7.00 pm")).toBe("2022-12-14");
    expect(fromWords("8 Feb 2023\u00a07.00 pm")).toBe("2023-02-08");
    for (const none of ["8 Fab 2023", "31 Jun 2023", "2023"]) expect(fromWords(none)).toBeNull();
    expect(toBritish("2023-04-03")).toBe("03/04/2023");
    expect(toWords("2023-04-03")).toBe("3 April 2023");
  });
});

describe("addresses of a site", () => {
  it("are made from a host, a path, or the address of one of its pages", () => {
    expect(siteAddresses("democracy.example.gov.uk").base).toBe(
      "https://democracy.example.gov.uk/",
    );
    const mounted = siteAddresses(
      "http://www.example.gov.uk/modernGov/mgListCommittees.aspx?bcr=1#x",
    );
    expect(mounted.base).toBe("http://www.example.gov.uk/modernGov/");
    expect(mounted.key).toBe("www.example.gov.uk_moderngov");
    expect(mounted.service.meeting(7)).toBe(
      "http://www.example.gov.uk/modernGov/mgWebService.asmx/GetMeeting?lMeetingId=7",
    );
  });

  it("take the site's scheme for links to it, and leave others as they are", () => {
    const { link } = siteAddresses("https://a.example/");
    expect(link("http://a.example/documents/s1/x.pdf")).toBe(
      "https://a.example/documents/s1/x.pdf",
    );
    expect(link("http://b.example/x.pdf")).toBe("http://b.example/x.pdf");
    expect(link("javascript:alert(1)")).toBeNull();
    expect(link("mailto:a@b.example")).toBeNull();
  });

  it("must be web addresses without a password", () => {
    for (const site of ["", "two words", "file:///etc", "https://u:p@a.example"])
      expect(() => siteAddresses(site)).toThrow(/no web address|password/);
  });
});

describe("HTML as text", () => {
  it("keeps paragraphs, bullets, numbers and rows apart and leaves out what is not seen", () => {
    const html =
      "<p>One&nbsp; two<br>three</p><ul><li><p>a</p></li><li>b</li></ul><ol start=3><li>c</li><li><p>d</p></li></ol>" +
      "<table><tr><td><p>4.</p></td><td>e</td></tr></table><script>x()</script><style>p{}</style>tail";
    expect(textOfHtml(html).split("\n")).toEqual([
      "One two",
      "three",
      "• a",
      "• b",
      "(3) c",
      "(4) d",
      "4. | e",
      "tail",
    ]);
  });

  it("bears nesting without end", () => {
    expect(
      textOfHtml(`${"<div>".repeat(50_000)}deep${"</div>".repeat(50_000)}<p>after</p>`),
    ).toContain("after");
  });

  it("unescapes titles once more than XML does", () => {
    expect(plainTitle("Children&#39;s Services &amp; Education")).toBe(
      "Children's Services & Education",
    );
    expect(plainTitle("Places < 50 & more")).toBe("Places < 50 & more");
  });
});

describe("answers of the web service", () => {
  const committee = (title: string) =>
    `<committees><committee><committeeid>5</committeeid><committeetitle>${title}</committeetitle><committeedeleted>False</committeedeleted><committeeexpired>True</committeeexpired></committee></committees>`;

  it("give titles unescaped twice, and ampersands that were not escaped at all", () => {
    for (const title of ["Children&amp;#39;s &amp;amp; Families", "Children&#39;s & Families"]) {
      expect(committeesFromXml(committee(title))).toEqual([
        { id: 5, title: "Children's & Families", expired: true },
      ]);
    }
  });

  it("are unwrapped where SOAP wraps them", () => {
    const wrapped = `<soap:Envelope xmlns:soap="s"><soap:Body><R xmlns="m"><Result>${committee("A")}</Result></R></soap:Body></soap:Envelope>`;
    expect(committeesFromXml(wrapped)).toHaveLength(1);
  });

  it("are refused when they define entities, are of something else, or hold no number for an id", () => {
    expect(() => readXml('<!DOCTYPE a [<!ENTITY x "y">]><committees/>', "committees")).toThrow(
      /defines entities/,
    );
    expect(() => readXml("<other/>", "committees")).toThrow(/no <committees>/);
    expect(() => committeesFromXml(committee("A").replace(">5<", ">five<"))).toThrow(
      /"five" for committeeid/,
    );
  });

  it("give a decision only where decisions are published, and section headings without a number", () => {
    const meeting = (published: string) =>
      `<meeting><meetingid>1</meetingid><meetingdate>01/02/2024</meetingdate><minutepublished>True</minutepublished><decisionpublished>${published}</decisionpublished><agendaitems><agendaitem><agendaitemid>2</agendaitemid><agendaitemtitle>PART A</agendaitemtitle><agendaitemnumber>0</agendaitemnumber><minutesnonemptyhtmlbody>&lt;p&gt;Said&lt;/p&gt;</minutesnonemptyhtmlbody><decisionnonemptyhtmlbody>&lt;p&gt;Agreed&lt;/p&gt;</decisionnonemptyhtmlbody></agendaitem></agendaitems></meeting>`;
    const itemOf = (published: string) =>
      meetingFromXml(meeting(published), 1, () => null).items[0];
    expect(itemOf("True")).toMatchObject({
      number: "",
      title: "PART A",
      minutes: "Said",
      decision: "Agreed",
    });
    expect(itemOf("False")).toMatchObject({ minutes: "Said", decision: "" });
  });
});

describe("the council's name", () => {
  it("is taken from a page that gives it, and never made up", () => {
    expect(councilFromPage("<title>Committee structure - Leeds City Council</title>")).toBe(
      "Leeds City Council",
    );
    expect(
      councilFromPage(
        '<meta property="og:site_name" content="Senedd Cymru"><title>Committees</title>',
      ),
    ).toBe("Senedd Cymru");
    expect(councilFromPage("<title>Committee structure</title>")).toBeNull();
  });
});
