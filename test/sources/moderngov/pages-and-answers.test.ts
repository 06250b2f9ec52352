import { describe, expect, it } from "vitest";
import { siteAddresses } from "../../../src/sources/moderngov/addresses.ts";
import {
  fromBritish,
  fromWords,
  toBritish,
  toWords,
} from "../../../src/sources/moderngov/dates.ts";
import { plainTitle, textOfHtml } from "../../../src/sources/moderngov/html.ts";
import { withNumbersApart } from "../../../src/sources/moderngov/item-number.ts";
import { meetingFromPage } from "../../../src/sources/moderngov/meeting-page.ts";
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
      "<table><tr><td><p>4.</p></td><td>e</td></tr></table><script>x()</script><style>p{}</style>" +
      "<p style='display: none'>gone</p><p hidden>gone</p><span style='font-size:0'>gone</span><textarea>gone</textarea>tail";
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

describe("numbers of items", () => {
  const apart = (...titles: [number: string, title: string][]) =>
    withNumbersApart(
      titles.map(([number, title], id) => ({
        id,
        number,
        title,
        minutes: "",
        decision: "",
        minuted: false,
        papers: [],
      })),
    ).map(({ number, title }) => [number, title]);

  it("go from titles that repeat them", () => {
    expect(apart(["5", "5. Budget"], ["6a", "6a) Roads"], ["7", "7 - Parks"])).toEqual([
      ["5", "Budget"],
      ["6a", "Roads"],
      ["7", "Parks"],
    ]);
    expect(apart(["", "3. Apologies"], ["", "PART A"])).toEqual([
      ["3", "Apologies"],
      ["", "PART A"],
    ]);
  });

  it("stay where they may be words of the title", () => {
    const titles: [string, string][] = [
      ["5", "5 Year Plan"],
      ["6", "60 Acre Field"],
      ["", "20 mph zones"],
    ];
    expect(apart(...titles)).toEqual(titles);
    expect(apart(["5", "5 Budget"], ["6", "6 Roads"], ["7", "7.5 tonne limit"])).toEqual([
      ["5", "Budget"],
      ["6", "Roads"],
      ["7", "7.5 tonne limit"],
    ]);
  });
});

describe("draft minutes", () => {
  const page = (title: string, rest = "") =>
    `<h1 class="mgMainTitleTxt">${title}</h1><h2 class="mgSubTitleTxt">Cabinet<br>1 May 2024</h2><table class="mgItemTable"><tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">2.</p></td><td><p class="mgAiTitleTxt">Minutes</p>${rest}<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">Agreed.</div></td></tr></table>`;
  const link = (href: string) => new URL(href, "https://a.example/").href;
  const read = (html: string) => meetingFromPage(html, link);

  it("are what the site calls so: in its heading, or in the link to the printed ones", () => {
    const printed = (words: string) =>
      `<a href="documents/g9/Minutes.pdf?T=1" title="Link to ${words}">${words} PDF 9 KB</a>`;
    expect(read(page("Agenda and draft minutes")).draft).toBe(true);
    expect(read(page("Agenda and minutes")).draft).toBe(false);
    for (const words of ["printed draft minutes", "Printed minutes (draft)", "Minutes (draft)"]) {
      const { draft, printed: file } = read(printed(words) + page("Agenda and minutes"));
      expect([draft, file?.url]).toEqual([true, "https://a.example/documents/g9/Minutes.pdf?T=1"]);
    }
    expect(read(printed("printed minutes") + page("Agenda and minutes")).draft).toBe(false);
    const labelled = page("Agenda").replace("Minutes:", "Draft minutes:");
    expect(read(labelled)).toMatchObject({ draft: true, items: [{ minutes: "Agreed." }] });
  });

  it("of another meeting, put before this one, say nothing of this one's", () => {
    const other =
      '<ul class="mgBulletList"><li><a href="documents/s7/Minutes.pdf">Draft minutes of 3 April , item 2. PDF 9 KB</a></li></ul>';
    expect(read(page("Agenda and minutes", other))).toMatchObject({
      draft: false,
      items: [
        {
          papers: [
            {
              title: "Draft minutes of 3 April",
              url: "https://a.example/documents/s7/Minutes.pdf",
            },
          ],
        },
      ],
    });
  });
});

describe("documents on a page", () => {
  it("are left out where the page says that they are restricted", () => {
    const page = `<h1 class="mgMainTitleTxt">Agenda</h1><table class="mgItemTable"><tr><td><p class="mgAiTitleTxt">Sale</p><ul><li><a href="documents/s1/A.pdf">Report PDF 1 MB</a></li><li><a href="documents/s2/B.pdf">Appendix</a> <a href="x.aspx">View the reasons why document 'Appendix' is restricted</a></li></ul></td></tr></table>`;
    const { items } = meetingFromPage(page, (href) => href);
    expect(items[0]!.papers).toEqual([{ title: "Report", url: "documents/s1/A.pdf" }]);
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
