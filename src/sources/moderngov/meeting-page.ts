import { fromWords } from "./dates.ts";
import {
  attribute,
  elementsIn,
  elementsOf,
  hasClass,
  lineOf,
  textOf,
  type Element,
} from "./html.ts";
import { withNumbersApart } from "./item-number.ts";
import type { Item, Meeting, Paper } from "./model.ts";
import {
  fileTitle,
  idIn,
  isIn,
  isLink,
  isOfModernGov,
  isRestrictedItem,
  isRestrictedLink,
} from "./page-marks.ts";

type Linker = (href: string) => string | null;

/** "Agenda and draft minutes": how the site heads a meeting whose minutes are not agreed yet. */
const DRAFT_MINUTES = /\bdraft minutes\b|\bminutes\s*[([]\s*draft\b/i;

/** The meeting that ieListDocuments.aspx shows. Throws when the page is something else. */
export function meetingFromPage(html: string, link: Linker): Meeting {
  const find = elementsOf(html);
  const tables = find(
    (element) => hasClass(element, "mgItemTable") || attribute(element, "id") === "mgItemTable",
  );
  const printed = printedMinutes(find(isLink), link);
  if (tables.length === 0 && !isOfModernGov(find))
    throw new Error("is not a meeting as ModernGov shows it");
  const rows = tables.flatMap((table) => elementsIn(table, ({ tagName }) => tagName === "tr"));
  const open = rows.filter((row) => !isRestrictedItem(row));
  const items = withNumbersApart(open.flatMap((row) => itemFromRow(row, link)));
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
    restrictedPapers: [],
    attendees: [],
    printed,
    draft: find(saysWhatItIs).some((element) => DRAFT_MINUTES.test(titleAndWords(element))),
  };
}

/** Headings of the page and of its parts, and links to files of the meeting as a whole; not those of its items. */
function saysWhatItIs(element: Element): boolean {
  if (hasClass(element, "mgMainTitleTxt") || hasClass(element, "mgSubItemTitleTxt")) return true;
  return (
    isLink(element) &&
    /documents\/g\d+\//i.test(attribute(element, "href")) &&
    !isIn(element, "mgItemTable")
  );
}

/** The minutes and the decision that mgAi.aspx shows of one item. Throws when the page is something else. */
export function itemFromPage(html: string): Pick<Item, "minutes" | "decision"> {
  const find = elementsOf(html);
  if (!isOfModernGov(find)) throw new Error("is not an agenda item as ModernGov shows it");
  const restricted = find(({ tagName }) => tagName === "body").some(isRestrictedItem);
  return restricted ? { minutes: "", decision: "" } : wordsUnder(find(isPart));
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
      title: fileTitle(title),
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
    else if (/^(?:draft )?minutes?\b/.test(label)) words.minutes.push(textOf(part));
    else if (/^decisions?\b/.test(label)) words.decision.push(textOf(part));
  }
  return { minutes: joined(words.minutes), decision: joined(words.decision) };
}

function papersIn(row: Element, link: Linker): Paper[] {
  const papers = elementsIn(row, isLink).flatMap((anchor) => {
    const href = attribute(anchor, "href");
    const linked = /documents\/|mgConvert2PDF/i.test(href) && !isRestrictedLink(anchor);
    const url = linked ? link(href) : null;
    return url === null ? [] : [{ title: fileTitle(anchor), url }];
  });
  return [...new Map(papers.map((paper) => [paper.url, paper])).values()];
}

function titleAndWords(element: Element): string {
  return `${attribute(element, "title")} ${lineOf(element)}`;
}

/** What the site prints of the minutes, by the link's title, or by its words where it leads to a file of the meeting. */
function printedMinutes(links: readonly Element[], link: Linker): Meeting["printed"] {
  for (const anchor of links) {
    const href = attribute(anchor, "href");
    const printed = /\bprinted\s+(?:draft\s+)?minutes\b/i.test(titleAndWords(anchor));
    const named = /documents\/g\d+\//i.test(href) && /^(?:draft )?minutes\b/i.test(lineOf(anchor));
    const url = printed || named ? link(href) : null;
    if (url !== null) return { title: fileTitle(anchor), url };
  }
  return null;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}
