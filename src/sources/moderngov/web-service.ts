import { fromBritish } from "./dates.ts";
import { plainTitle } from "./html.ts";
import { withNumbersApart } from "./item-number.ts";
import type { Attendee, Committee, Item, Meeting, MeetingEntry, Paper } from "./model.ts";
import { addressMark } from "./paper-file.ts";
import { childrenIn, readXml, textIn, type Xml } from "./xml.ts";

/** What a link becomes; null when it is no web address. */
type Linker = (href: string) => string | null;

/** The answer of GetCommittees. Throws what is wrong with it, worded to follow the operation's name. */
export function committeesFromXml(answer: string): Committee[] {
  const root = readXml(answer, "committees");
  return childrenIn(root, "committee").map((committee) => ({
    id: numberIn(committee, "committeeid"),
    title: plainTitle(textIn(committee, "committeetitle")),
    expired: isTrue(committee, "committeedeleted") || isTrue(committee, "committeeexpired"),
  }));
}

/**
 * The answer of GetAllMeetingsByDate. A meeting whose date cannot be read is left out. Throws, as above,
 * also when the answer says that it holds more or fewer meetings than it does.
 */
export function allMeetingsFromXml(answer: string): MeetingEntry[] {
  const root = readXml(answer, "getmeetingsbydate");
  const meetings = childrenIn(root, "meetings", "meeting");
  const said = textIn(root, "meetingscount");
  if (said !== "" && Number(said) !== meetings.length) {
    throw new Error(`says ${said} meetings and gives ${meetings.length}`);
  }
  return meetings.flatMap((meeting) => entry(meeting, numberIn(meeting, "committeeid")));
}

/** The answer of GetMeetings, for one committee. */
export function meetingsFromXml(answer: string, committee: number): MeetingEntry[] {
  const root = readXml(answer, "getmeetings");
  const meetings = childrenIn(root, "committee", "committeemeetings", "meeting");
  return meetings.flatMap((meeting) => entry(meeting, committee));
}

/** The answer of GetMeeting without what is restricted or unpublished. Throws when it is of another meeting. */
export function meetingFromXml(answer: string, id: number, link: Linker): Meeting {
  const own = readXml(answer, "meeting");
  if (numberIn(own, "meetingid") !== id)
    throw new Error(`gives meeting ${textIn(own, "meetingid")}`);
  const all = childrenIn(own, "agendaitems", "agendaitem");
  const open = all.filter(isOpen);
  const published = {
    minutes: !isFalse(own, "minutepublished"),
    decisions: !isFalse(own, "decisionpublished"),
  };
  return {
    date: fromBritish(textIn(own, "meetingdate")),
    status: textIn(own, "meetingstatus"),
    place: plainTitle(textIn(own, "meetinglocation")),
    published: published.minutes || published.decisions,
    items: withNumbersApart(open.map((item) => itemOf(item, published, link))),
    restricted: all.length - open.length,
    restrictedIds: all
      .filter((item) => !isOpen(item))
      .map((item) => numberIn(item, "agendaitemid")),
    restrictedPapers: restrictedPapers(all, link),
    attendees: childrenIn(own, "attendees", "attendee").map(attendeeOf),
    printed: null,
    draft: false,
  };
}

function entry(meeting: Xml, committeeId: number): MeetingEntry[] {
  const date = fromBritish(textIn(meeting, "meetingdate"));
  if (date === null) return [];
  const cancelled = /\bcancel/i.test(textIn(meeting, "meetingstatus"));
  return [{ id: numberIn(meeting, "meetingid"), committeeId, date, cancelled }];
}

function itemOf(
  item: Xml,
  published: { minutes: boolean; decisions: boolean },
  link: Linker,
): Item {
  const minuted = published.minutes && !isFalse(item, "isminutepublished");
  const decided = published.decisions && !isFalse(item, "isdecisionpublished");
  const number = textIn(item, "fulldisplaynumberformat") || textIn(item, "agendaitemnumber");
  return {
    id: numberIn(item, "agendaitemid"),
    number: number === "0" ? "" : number.replace(/\.$/, ""),
    title: plainTitle(textIn(item, "agendaitemtitle")),
    minutes: minuted ? textIn(item, "minutesnonemptyhtmlbody") : "",
    decision: decided ? textIn(item, "decisionnonemptyhtmlbody") : "",
    minuted,
    papers: papersOf(item, link),
  };
}

/** Linked documents, each once. */
function papersOf(item: Xml, link: Linker): Paper[] {
  const papers = childrenIn(item, "linkeddocuments", "linkeddoc").filter(isOpen);
  const placed = papers.flatMap((paper) => {
    const url = addressOf(paper, link);
    return url === null ? [] : [{ title: plainTitle(textIn(paper, "title")), url }];
  });
  return [...new Map(placed.map((paper) => [paper.url, paper])).values()];
}

/** Documents that may not be shown, and all of items that may not: one may be linked elsewhere as if it were open. */
function restrictedPapers(items: readonly Xml[], link: Linker): string[] {
  const shut = items.flatMap((item) =>
    childrenIn(item, "linkeddocuments", "linkeddoc").filter((doc) => !isOpen(item) || !isOpen(doc)),
  );
  return shut.flatMap((doc) => addressOf(doc, link) ?? []).map(addressMark);
}

/**
 * Where a document is to be had. The web service names the host as it knows itself, perhaps by another name than this
 * one: an address that holds the document's own number is the site's own, and is asked for here.
 */
function addressOf(doc: Xml, link: Linker): string | null {
  const url = textIn(doc, "url");
  const own = /(?:^|\/)(mgConvert2PDF\.aspx\?ID=(\d+)|documents\/s(\d+)\/[^?#]+)$/i.exec(url);
  const number = own?.[2] ?? own?.[3];
  return link(number !== undefined && number === textIn(doc, "attachmentid") ? own![1]! : url);
}

function attendeeOf(attendee: Xml): Attendee {
  return {
    name: plainTitle(textIn(attendee, "@name")),
    role: plainTitle(textIn(attendee, "@roledescription")),
    attendance: plainTitle(textIn(attendee, "@attendance")),
  };
}

/** Only what is plainly not restricted and plainly may be displayed; the web service leaves neither out. */
function isOpen(element: Xml): boolean {
  const restricted = textIn(element, "isrestricted");
  const allowed = textIn(element, "isdisplayallowed");
  return (
    (restricted === "" || isFalse(element, "isrestricted")) &&
    (allowed === "" || isTrue(element, "isdisplayallowed"))
  );
}

function isTrue(element: Xml, name: string): boolean {
  return textIn(element, name).toLowerCase() === "true";
}

function isFalse(element: Xml, name: string): boolean {
  return textIn(element, name).toLowerCase() === "false";
}

function numberIn(element: Xml, name: string): number {
  const text = textIn(element, name);
  if (!/^\d{1,15}$/.test(text)) throw new Error(`has "${text.slice(0, 40)}" for ${name}`);
  return Number(text);
}
