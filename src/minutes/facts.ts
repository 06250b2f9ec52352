import type { Block } from "./blocks.ts";
import { firstDate, MONTHS } from "./dates.ts";
import { meetingPlaceIn } from "./meeting-place.ts";
import type { DocumentFacts, DocumentStatus } from "./model.ts";
import { listsAttendance, speaksOfOther } from "./other-meeting.ts";

/** Only the opening of a document says what it is; further down it speaks of other meetings. */
const OPENING_BLOCKS = 6;
const LONGEST_LINE = 600;
/** Those present are listed among the first of them. */
const ATTENDANCE_BLOCKS = 20;

/** Ways in which minutes say when they were held. */
const HELD =
  /\b(?:held|occurred|took place|convened|met)\b[^.]{0,160}?\bon\b(?<rest>[^.]{0,80}(?:\.\d\d)?[^.]{0,40})/i;
const DATE_LINE =
  /^(?:\*\*)?(?:session |meeting )?date(?:\/time| and time)?\s*:?(?:\*\*)?\s*:?(?<rest>.{4,60})/i;
/** "Status: Approved Date: Oct 23, 2025 5:30 PM Location: Online" */
const DATE_WITHIN =
  /\b(?:status|time|venue|location|chair)\s*:[^:]{1,60}\bdate\s*:(?<rest>.{4,40})/i;
/** "Thursday, April 28, 2022 at 6PM via Zoom" */
const OPENS_WITH_DAY =
  /^[^\p{L}\d]*(?:mon|tues|wednes|thurs|fri|satur|sun)day,? [^.;:]{4,40}\b(?:19|20)\d\d\b.{0,20}?\d\s?(?:[ap]\.?m\b|hrs|hours|[:.]\d\d)/iu;
const MEETING_LINE = /\b(?:minutes|meeting|notes|session|record)\b/i;
const ALMOST_ONLY_DATE =
  /^[^\p{L}]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s*)?[\d\p{L}]{1,9}\.?[\s/.-]+[\d\p{L}]{1,9}[,\s/.-]+\d{2,4}[\s\p{P}]*(?:at )?[\d:.]*\s*(?:am|pm|hours)?[\s\p{P}]*$/iu;

const OPENS_WITH_DATE = /^[^\p{L}\d]*(?:19|20)\d\d[-.]\d\d[-.]\d\d\b/u;

function dateIn(line: string, whole: boolean): string | undefined {
  const within = DATE_WITHIN.exec(line)?.groups?.["rest"];
  if (within !== undefined) return firstDate(within);
  if (speaksOfOther(line, whole)) return undefined;
  const said = [HELD, DATE_LINE]
    .map((form) => form.exec(line)?.groups?.["rest"])
    .find((rest) => rest !== undefined);
  if (said !== undefined) return firstDate(said);
  const names = line.length <= 160 && MEETING_LINE.test(line);
  const opens = [ALMOST_ONLY_DATE, OPENS_WITH_DATE, OPENS_WITH_DAY].some((form) => form.test(line));
  return names || opens ? firstDate(line) : undefined;
}

const BODY_NAME =
  "(?<name>(?:[\\p{Lu}][\\p{L}’'&-]*|and|of|for|the|&)(?: (?:[\\p{Lu}][\\p{L}’'&-]*|and|of|for|the|&)){0,8}? ?(?:Committee|Sub-Committee|Cabinet|Council|Board|Panel|Forum|Commission|Assembly|Partnership|Executive))";
const MINUTES_OF = new RegExp(
  `\\b(?:[Mm]inutes|[Mm]eeting|MINUTES|MEETING)(?: of| OF)(?: the| a| an| THE| A)?(?: \\d+(?:st|nd|rd|th))?(?: (?:\\w+ )?(?:meeting|MEETING) (?:of|OF)(?: the| THE)?)? ${BODY_NAME}`,
  "u",
);

/** "Minutes of the September Board" names no body. */
const OF_MONTH = new RegExp(`^(?:${MONTHS.join("|")}) `, "iu");

function bodyIn(line: string): string | undefined {
  const name = MINUTES_OF.exec(line)?.groups?.["name"];
  const body = name?.replace(/^(?:the|and|of|for|&) /, "");
  return body === undefined || OF_MONTH.test(body) ? undefined : body;
}

function statusIn(line: string): DocumentStatus | undefined {
  if (line.length > 160) return undefined;
  if (
    /\b(?:draft|unapproved|unconfirmed) (?:minutes|notes)\b|\bminutes\b.{0,60}[([]?draft\b|^[^\p{L}]*draft[^\p{L}]*$/iu.test(
      line,
    )
  )
    return "draft";
  return /\bapproved (?:minutes|version)\b|^[^\p{L}]*approved[^\p{L}]*$/iu.test(line)
    ? "approved"
    : undefined;
}

/** The one value that lines say; undefined where they say none, or more than one. */
function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  const distinct = [...new Set(values.filter((value) => value !== undefined))];
  return distinct.length === 1 ? distinct[0] : undefined;
}

/**
 * What the opening of a document says of its date, body, status and place. Where lines contradict each other nothing is said.
 * What is given (by metadata or the site it was fetched from) goes before.
 */
export function factsFromText(
  text: string,
  blocks: readonly Block[],
  given: DocumentFacts,
): DocumentFacts {
  const lines = blocks
    .slice(0, OPENING_BLOCKS)
    .map(({ start, end }) =>
      text.slice(start, Math.min(end, start + LONGEST_LINE)).replace(/\s+/g, " "),
    );
  const body = given.body ?? agreed(lines.map(bodyIn)) ?? null;
  const whole = listsAttendance(text, blocks.slice(0, ATTENDANCE_BLOCKS));
  const place = given.place ?? meetingPlaceIn(text, blocks, whole);
  return {
    ...given,
    body,
    date: given.date ?? agreed(lines.map((line) => dateIn(line, whole))) ?? null,
    status: given.status === "unknown" ? (agreed(lines.map(statusIn)) ?? "unknown") : given.status,
    ...(place && { place }),
  };
}
