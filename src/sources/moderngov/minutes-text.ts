import type { Heading } from "../../minutes/model.ts";
import type { SiteAddresses } from "./addresses.ts";
import { toWords } from "./dates.ts";
import { hasWords, type Attendee, type Item, type Meeting } from "./model.ts";

/** What stands in the document of a meeting. */
export type MinutesText = { title: string; text: string; headings: Heading[] };

/** What a meeting is called in the document made of it. */
export type MeetingName = { id: number; committeeId: number; body: string | null; date: string };

type Part = { heading: string; number: string; words: string; sourceUrl: string };

/**
 * Minutes as plain text: the title, then each item that has minutes or a decision under its number and
 * title, then who attended. The headings say where each part stands and which page of the site shows it.
 */
export function minutesText(
  meeting: Meeting,
  name: MeetingName,
  pages: SiteAddresses["pages"],
): MinutesText {
  const title = `${name.body ?? "Meeting"}, ${toWords(name.date)}`;
  const page = pages.meeting(name.committeeId, name.id);
  const parts = meeting.items.filter(hasWords).map((item) => partOf(item, page));
  const attendance = attendanceText(meeting.attendees);
  if (attendance !== "") {
    const sourceUrl = pages.attendance(name.id);
    parts.push({ heading: "Attendance", number: "", words: attendance, sourceUrl });
  }
  let text = `${title}\n`;
  const headings = parts.map(({ heading, number, words, sourceUrl }) => {
    const start = text.length + 1;
    const end = start + heading.length;
    text += `\n${heading}\n\n${words}\n`;
    return { start, end, level: 1, sourceUrl, ...(number !== "" && { number }) };
  });
  return { title, text, headings };
}

function partOf(item: Item, page: string): Part {
  const number = /\w$/.test(item.number) ? `${item.number}.` : item.number;
  const heading = `${number} ${item.title}`.trim() || "Untitled item";
  const decision = item.decision === "" ? [] : ["Decision:", item.decision];
  const words = [item.minutes, ...decision].filter((part) => part !== "").join("\n");
  return {
    heading,
    number: item.number,
    words: words.replaceAll("\n", "\n\n"),
    sourceUrl: item.id === null ? page : `${page}#AI${item.id}`,
  };
}

/** A line for each kind of attendance: "Present: A. Jones (Chair); B. Khan". */
function attendanceText(attendees: readonly Attendee[]): string {
  const known = attendees.filter(({ name, attendance }) => name !== "" && attendance !== "");
  const kinds = [...new Set(known.map(({ attendance }) => attendance))];
  const lines = kinds.map((kind) => {
    const people = known.filter(({ attendance }) => attendance === kind);
    const names = people.map(({ name, role }) => (role === "" ? name : `${name} (${role})`));
    return `${kind}: ${names.join("; ")}`;
  });
  return lines.join("\n\n");
}
