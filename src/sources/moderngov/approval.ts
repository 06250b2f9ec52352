import { fromWords } from "./dates.ts";
import type { Item } from "./model.ts";

/** Of an item, or a sentence, about minutes. */
const MINUTES = /\bminutes\b/i;
/** "be approved", "were agreed as a correct record", "RESOLVED to confirm the minutes". */
const APPROVED =
  /\b(?:be|been|was|were|are|is)\s+(?:\w+\s+){0,3}?(?:approved|agreed|confirmed|adopted|accepted|signed)\b|\b(?:committee|council|cabinet|board|panel|forum|members|chair\w*|meeting)\s+(?:\w+\s+){0,2}?(?:approved|agreed|confirmed|adopted|accepted|signed)\s+the\s+minutes\b|\b(?:approved|agreed|confirmed)\s*:?\s+(?:that\s+)?the\s+minutes\b|\b(?:resolved|agreed|decided)\b[^.;]{0,40}?\bto\s+(?:approve|confirm|adopt|sign)\s+the\s+minutes\b/i;
/** Then what was approved is not the text as it stands, or nothing was approved. */
const WITH_CHANGES =
  /\b(?:not|subject to|amend\w*|alter\w*|corrected|corrections?|additions?|exception|except|apart from|deferred?|once|if|unless|until|should|provided)\b|n['’]t\b/i;
/** A body by its name: "Licensing Sub-Committee", "Full Council". */
const BODY =
  /\b(?:\p{Lu}[\p{L}’'&-]+ (?:and |of |for |& )?){1,6}(?:Sub-?Committee|Committee|Panel|Board|Forum|Cabinet|Council|Group|Commission|Executive)\b/gu;
/** "The Committee", in its own minutes. */
const ANY_BODY = /^(?:committee|panel|board|forum|group)$/;

/** A day and month with a year, or the like. */
const DATES =
  /\b\d{1,2}\s?(?:st|nd|rd|th)?(?: of)? \p{L}{3,9}\.?,? \d{4}\b|\b\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{4}\b|\b\d{4}-\d\d-\d\d\b/gu;

/**
 * The days (ISO 8601) of earlier meetings of the same body whose minutes a meeting agreed to be right, as far as its
 * words leave no doubt: an item about minutes says that those of a dated meeting were approved, of no other body and
 * without a change.
 */
export function approvedMinutes(
  items: readonly Pick<Item, "title" | "minutes" | "decision">[],
  meeting: { body: string | null; date: string },
): string[] {
  const about = items.filter(({ title }) => MINUTES.test(title));
  const days = about.flatMap(({ title, minutes, decision }) => {
    const words = `${minutes}\n${decision}`;
    if (WITH_CHANGES.test(words)) return [];
    const said = sentencesOf(words).filter(
      (sentence) => MINUTES.test(sentence) && APPROVED.test(sentence),
    );
    if (said.some((sentence) => namesAnother(`${title} ${sentence}`, meeting.body))) return [];
    const dated = said.flatMap(datesIn);
    return dated.length > 0 || said.length === 0 ? dated : onlyOne(datesIn(title));
  });
  return [...new Set(days)].filter((day) => day < meeting.date).toSorted();
}

/** Lines and sentences; a full stop within a date or before a small letter ends none. */
function sentencesOf(words: string): string[] {
  return words.split(/\n|(?<=[.;])\s+(?=[\p{Lu}(\d])/u);
}

function datesIn(words: string): string[] {
  return [...words.matchAll(DATES)].flatMap(([date]) => fromWords(date) ?? []);
}

function onlyOne(days: readonly string[]): string[] {
  return days.length === 1 ? [...days] : [];
}

/** "The Licensing Sub-Committee's minutes" in the minutes of the Cabinet. */
function namesAnother(words: string, body: string | null): boolean {
  const own = (body ?? "").toLowerCase();
  const named = [...words.matchAll(BODY)].map(([name]) =>
    name.toLowerCase().replace(/^(?:(?:resolved|agreed|that|the|minutes|meetings?|of) )+/, ""),
  );
  return named.some((name) => !ANY_BODY.test(name) && !own.includes(name));
}
