import type { Block } from "./blocks.ts";

const OTHER =
  /\b(?:next|previous|last|prior|approv\w+|future)\b|\bminutes of (?:the )?(?:meetings? )?(?:no|previous)\b/i;
/** "Minutes of the meeting held on …": the title of these minutes, or the item that approves others. */
const MINUTES_HELD = /\bminutes of (?:the )?(?:meetings? )?held\b/i;
const TITLE = /^[^\p{L}\d]*(?:draft |unconfirmed )?minutes of (?:the )?(?:meeting )?held\b/iu;
/** Minutes begin with a list of those present; a page of one item does not. */
const ATTENDANCE =
  /^[^\p{L}]*(?:(?:committee|board|council|members|councillors|also|those|others|officers) ){0,3}(?:present|in attendance|attendance|attendees|apologies)\b/iu;

/** Whether the opening lines of a document are followed by who was there, as in minutes of a whole meeting. */
export function listsAttendance(text: string, blocks: readonly Block[]): boolean {
  return blocks.some(({ start, end }) =>
    ATTENDANCE.test(text.slice(start, Math.min(end, start + 80))),
  );
}

/**
 * Whether a line of a document's opening speaks of another meeting than its own.
 *
 * @param whole the document is the minutes of a whole meeting, so that "Minutes of the meeting held on …" is its title
 */
export function speaksOfOther(line: string, whole: boolean): boolean {
  if (OTHER.test(line)) return true;
  if (!MINUTES_HELD.test(line)) return false;
  return !whole || !TITLE.test(line) || /\b(?:were|was|be|are)\b/i.test(line);
}
