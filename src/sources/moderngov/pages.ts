import { fromWords } from "./dates.ts";
import { attribute, elementsOf, lineOf, type Element } from "./html.ts";
import type { Committee, MeetingEntry } from "./model.ts";
import { idIn, isLink, isOfModernGov } from "./page-marks.ts";

/** Committees that mgListCommittees.aspx links to. Throws, worded to follow the page's name, when it lists none. */
export function committeesFromPage(html: string): Committee[] {
  const links = elementsOf(html)(isLink).map((link) => ({
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
  const meetings = find(isLink).flatMap((link) => {
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

function rawText(element: Element): string {
  const words = element.childNodes.map((child) => ("value" in child ? child.value : ""));
  return words.join("").replaceAll(/\s+/g, " ").trim();
}
