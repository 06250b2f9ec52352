import { fromWords } from "./dates.ts";
import {
  attribute,
  elementsIn,
  elementsOf,
  hasClass,
  isElement,
  lineOf,
  textOf,
  type Element,
} from "./html.ts";
import type { Committee, Item, Meeting, MeetingEntry, Paper } from "./model.ts";

type Linker = (href: string) => string | null;
type Find = ReturnType<typeof elementsOf>;

const IS_LINK = (element: Element) => element.tagName === "a" && attribute(element, "href") !== "";
/** What the site writes beside an item that the public may not see. */
const RESTRICTED =
  /\breasons? why (?:the )?(?:agenda )?item\b.{0,60}\brestricted\b|^\(?restricted(?: item)?\)?$/i;
/** What stands behind the title of a linked file: "PDF 500 KB". */
const FILE_SIZE = /\s*\b(?:PDF|DOCX?|XLSX?|PPTX?|RTF|TXT|ZIP)\s+[\d.,]+\s*[KM]B.*$/i;

/** Committees that mgListCommittees.aspx links to. Throws, worded to follow the page's name, when it lists none. */
export function committeesFromPage(html: string): Committee[] {
  const links = elementsOf(html)(IS_LINK).map((link) => ({
    id: idIn(attribute(link, "href"), /mgCommitteeDetails\.aspx\?(?:.*&)?ID=(\d+)/i),
    title: lineOf(link),
    expired: false,
  }));
  const committees = links.flatMap(({ id, ...rest }) => (id === null ? [] : [{ id, ...rest }]));
  if (committees.length === 0)
    throw new Error("is not a list of committees as ModernGov writes it");
  return [...new Map(committees.map((committee) => [committee.id, committee])).values()];
}

/** The council's name, where the title of a page or its data for sharing gives one; null otherwise. */
export function councilFromPage(html: string): string | null {
  const find = elementsOf(html);
  const shared = find(({ tagName }) => tagName === "meta")
    .filter((meta) => attribute(meta, "property").toLowerCase() === "og:site_name")
    .map((meta) => attribute(meta, "content").trim());
  const titles = find(({ tagName }) => tagName === "title").flatMap((title) =>
    rawText(title).split(/\s+[-–|:]\s+/),
  );
  const name = /\b(?:council|borough|authority|senedd|parliament|assembly|county|city of)\b/i;
  const generic = /^(?:committees?|council|committee structure|council and committees)$/i;
  const found = [...shared, ...titles].find((words) => name.test(words) && !generic.test(words));
  return found ?? null;
}

/** Meetings that ieListMeetings.aspx links to. Throws when the page is something else. */
export function meetingsFromPage(html: string, committee: number): MeetingEntry[] {
  const find = elementsOf(html);
  const meetings = find(IS_LINK).flatMap((link) => {
    const id = idIn(
      attribute(link, "href"),
      /ieListDocuments\.aspx\?(?:.*&)?(?:MId|MeetingId)=(\d+)/i,
    );
    const date = fromWords(lineOf(link));
    const around = link.parentNode ? lineOf(link.parentNode) : "";
    if (id === null || date === null) return [];
    return [{ id, committeeId: committee, date, cancelled: /\bcancelled\b/i.test(around) }];
  });
  if (meetings.length === 0 && !isOfModernGov(find)) {
    throw new Error("is not a list of meetings as ModernGov writes it");
  }
  return [...new Map(meetings.map((meeting) => [meeting.id, meeting])).values()];
}

/** The meeting that ieListDocuments.aspx shows. Throws when the page is something else. */
export function meetingFromPage(html: string, link: Linker): Meeting {
  const find = elementsOf(html);
  const tables = find(
    (element) => hasClass(element, "mgItemTable") || attribute(element, "id") === "mgItemTable",
  );
  const printed = printedMinutes(find(IS_LINK), link);
  if (tables.length === 0 && !isOfModernGov(find))
    throw new Error("is not a meeting as ModernGov shows it");
  const rows = tables.flatMap((table) => elementsIn(table, ({ tagName }) => tagName === "tr"));
  const open = rows.filter((row) => !isRestricted(row));
  const items = open.flatMap((row) => itemFromRow(row, link));
  const heading = find((element) => hasClass(element, "mgSubTitleTxt"))[0];
  const venue = find((element) => hasClass(element, "mgLabel")).find((label) =>
    /^venue\b/i.test(lineOf(label)),
  );
  return {
    date: fromWords(heading ? textOf(heading) : ""),
    status: "",
    place: venue?.parentNode ? lineOf(venue.parentNode).replace(/^venue\s*:?\s*/i, "") : "",
    published: printed !== null || items.some(({ minuted }) => minuted),
    items,
    restricted: rows.length - open.length,
    restrictedIds: [],
    attendees: [],
    printed,
  };
}

/** The minutes and the decision that mgAi.aspx shows of one item. Throws when the page is something else. */
export function itemFromPage(html: string): Pick<Item, "minutes" | "decision"> {
  const find = elementsOf(html);
  if (!isOfModernGov(find)) throw new Error("is not an agenda item as ModernGov shows it");
  const restricted = find(({ tagName }) => tagName === "body").some(isRestricted);
  return restricted ? { minutes: "", decision: "" } : wordsUnder(find(isPart));
}

function isOfModernGov(find: Find): boolean {
  return (
    find((element) =>
      /\bmg(?:MainTitleTxt|SubTitleTxt|SectionTitle|BulletList|ItemTable)\b/i.test(
        attribute(element, "class"),
      ),
    ).length > 0
  );
}

function isRestricted(element: Element): boolean {
  const marked = (inner: Element) =>
    hasClass(inner, "mgRestricted") || RESTRICTED.test(lineOf(inner));
  return elementsIn(element, ({ tagName }) => /^(?:a|p|span|em|strong|li)$/.test(tagName)).some(
    marked,
  );
}

function itemFromRow(row: Element, link: Linker): Item[] {
  const titles = elementsIn(row, (element) => hasClass(element, "mgAiTitleTxt"));
  const title = titles.find((element) => !isIn(element, "mgItemNumberCell"));
  if (!title) return [];
  const words = wordsUnder(elementsIn(row, isPart));
  const number = titles.find((element) => isIn(element, "mgItemNumberCell"));
  return [
    {
      id: itemId(row),
      number: number ? lineOf(number).replace(/\.$/, "") : "",
      title: lineOf(title).replace(FILE_SIZE, ""),
      ...words,
      minuted: words.minutes !== "",
      papers: papersIn(row, link),
    },
  ];
}

function itemId(row: Element): number | null {
  const anchors = elementsIn(row, ({ tagName }) => tagName === "a");
  const names = anchors.flatMap((anchor) => [attribute(anchor, "name"), attribute(anchor, "id")]);
  const own = names.map((name) => idIn(name, /^AI(\d+)$/i)).find((id) => id !== null);
  const linked = anchors.map((anchor) =>
    idIn(attribute(anchor, "href"), /mgAi\.aspx\?(?:.*&)?ID=(\d+)/i),
  );
  return own ?? linked.find((id) => id !== null) ?? null;
}

/** A label ("Minutes:", "Decision:") or a piece of text that stands under one. */
function isPart(element: Element): boolean {
  return (
    hasClass(element, "mgSubItemTitleTxt") ||
    (hasClass(element, "mgWordPara") && !isIn(element, "mgWordPara"))
  );
}

/** Text behind "Minutes:" and "Decision:"; what stands under no label is the agenda's. */
function wordsUnder(parts: readonly Element[]): Pick<Item, "minutes" | "decision"> {
  const words = { minutes: [] as string[], decision: [] as string[] };
  let label = "";
  for (const part of parts) {
    if (hasClass(part, "mgSubItemTitleTxt")) label = lineOf(part).toLowerCase();
    else if (/^minutes?\b/.test(label)) words.minutes.push(textOf(part));
    else if (/^decisions?\b/.test(label)) words.decision.push(textOf(part));
  }
  return { minutes: joined(words.minutes), decision: joined(words.decision) };
}

function papersIn(row: Element, link: Linker): Paper[] {
  const papers = elementsIn(row, IS_LINK).flatMap((anchor) => {
    const href = attribute(anchor, "href");
    const url = /documents\/|mgConvert2PDF/i.test(href) ? link(href) : null;
    return url === null ? [] : [{ title: lineOf(anchor).replace(FILE_SIZE, ""), url }];
  });
  return [...new Map(papers.map((paper) => [paper.url, paper])).values()];
}

function printedMinutes(links: readonly Element[], link: Linker): Meeting["printed"] {
  for (const anchor of links) {
    const title = `${attribute(anchor, "title")} ${lineOf(anchor)}`;
    const url = /\bprinted\s+(?:draft\s+)?minutes\b/i.test(title)
      ? link(attribute(anchor, "href"))
      : null;
    if (url !== null)
      return { title: lineOf(anchor).replace(FILE_SIZE, ""), url, draft: /\bdraft\b/i.test(title) };
  }
  return null;
}

function isIn(element: Element, className: string): boolean {
  for (
    let parent = element.parentNode;
    parent;
    parent = "parentNode" in parent ? parent.parentNode : null
  ) {
    if (isElement(parent) && hasClass(parent, className)) return true;
  }
  return false;
}

function idIn(text: string, pattern: RegExp): number | null {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}

function rawText(element: Element): string {
  const words = element.childNodes.map((child) => ("value" in child ? child.value : ""));
  return words.join("").replaceAll(/\s+/g, " ").trim();
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
