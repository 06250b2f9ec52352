import type { Block } from "./blocks.ts";
import { MONTHS } from "./dates.ts";
import type { MeetingPlace, Span } from "./model.ts";
import { speaksOfOther } from "./other-meeting.ts";
import { splitSentences } from "./sentences.ts";

/** Only the opening of a document says where its meeting was; further down it speaks of others. */
const OPENING_BLOCKS = 12;
/** A sentence that says it stands further up than the last label may. */
const FIRST_BLOCKS = 6;
const LONGEST_BLOCK = 600;
/** Characters; what is longer is no name of a place. */
const LONGEST_PLACE = 160;
const SHORTEST_PLACE = 3;

const LABEL_WORDS =
  "(?:(?:meeting|session) )?(?:venue|location|place)(?: of (?:the )?(?:meeting|session))?";
const AFTER_LABEL = "(?:[*_]*\\s*:[*_]*|[*_]*\\s*[|\\t])";
/** "Venue: Civic Hall, Leeds" at the start of a line. */
const LABEL_LINE = new RegExp(
  `^[|*_#>\\s]*${LABEL_WORDS}${AFTER_LABEL}\\s*(?<value>[^\\n]*)`,
  "imu",
);
/** "Date: Oct 23, 2025 5:30 PM MDT Location: Online": one label of several on a line. */
const LABEL_WITHIN =
  /^[^\n]*\b(?:Date|Time|Status|Chair|Present)\s*:[^\n]*?[\s,;|](?:Venue|Location|Place)\s*:\s*(?<value>[^\n]*)/mu;
/** What ends a value: the next label or cell. */
const BEHIND_VALUE = /[\s,;|]+(?:\p{Lu}\p{L}*)(?: \p{L}+){0,2}[*_]*:.*|\s*[|\t].*|\s{3,}.*/su;
/** Sentences, and values still to be filled in, are no places. */
const NO_VALUE =
  /\b(?:was|were|is|are|has|have|will|would|should)\b|\?|^\W*(?:tb[cad]|to be (?:confirmed|advised|announced)|n\/?a|none|see\b.*)\W*$|^\[|https?:/i;

const MEETING =
  "(?:meeting|session|assembly|hearing|agm|minutes|committee|council|board|cabinet|panel|commission|forum|trustees)";
const HELD = new RegExp(
  `\\b${MEETING}\\b(?:(?!\\b(?:that|which|who|where|when|if|whether)\\b)[^;]){0,250}?\\b(?:(?<!\\bbeing )held|occurred|took place|convened|met|called\\b[^.;]{0,120}?\\bto order)\\b|\\bcalled\\b[^.;]{0,60}?\\b${MEETING}\\b[^.;]{0,120}?\\bto order\\b`,
  "iu",
);
const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day";
const MONTH = `(?:${MONTHS.join("|")}|${MONTHS.map((month) => month.slice(0, 3)).join("|")})\\b`;
const DATE = `(?:the )?(?:${DAY}|\\d{1,2}\\s?(?:st|nd|rd|th)?,?(?: day)?(?: of)? ${MONTH}|${MONTH}\\.? \\d|\\d{1,2}[./-]\\d|(?:19|20)\\d\\d\\b)`;
const TIME =
  "(?:\\d{1,2}(?:[:.]?\\d\\d)?\\s?(?:[ap]\\.?\\s?m\\b|hrs|hours|o[’']clock|noon)|\\d{1,2}[:.]\\d\\d|\\d{4}\\b|noon|midday|midnight)";
/** A line of its own with the day and the hour: "Thursday, April 28, 2022 at 6PM via Zoom". */
const WHEN = new RegExp(`^[^.;]{0,120}?\\b${DATE}[^;]{0,60}?\\b${TIME}`, "iu");

/** Houses and rooms, as they are written in small letters. */
const ROOM =
  "(?:hall|room|chambers?|cent(?:re|er)|church|school|library|offices?|grounds|house|homes?|residence|club|clubhouse|pavilion|building|station|hotel|theatre|college|university|lodge|suite|annexe?|academy)";
const REMOTE =
  "(?:zoom|(?:microsoft |ms )?teams|webex|google meet|skype|go ?to ?meeting|video ?-?(?:link|call|conferenc\\w+)|tele-?conferenc\\w+|conference call)";
/** What stands behind "in" or "at" and is no place. */
const NO_PLACE = new RegExp(
  `^(?:${TIME}|${DATE}|(?:the )?(?:public|private|closed|open|executive|regular|special|ordinary|extraordinary|annual|(?:\\w+ )?session|person|accordance|order|attendance|compliance|conjunction|addition|response|lieu|line|view|short|least|which|its|their|this|that|each|an?|all|any|present|presence|request|commencement|conclusion)\\b|[\\p{Lu}-]{2,} ?\\d)`,
  "iu",
);
/** What may stand between "held" and the place: the day, the hour, and how it was held. */
const BETWEEN = new RegExp(
  `^(?:[\\s,.()–-]|${DAY}|${MONTH}\\.?|${TIME}|\\d+(?:st|nd|rd|th)?|[ap]\\.?m\\.?|\\b(?:on|at|from|to|until|and|the|of|beginning|commencing|starting|virtually|remotely|jointly|both|again|in|a|as|regular|special|ordinary|executive|public|open|hybrid|virtual|session|meeting|format|person|online|electronically|[A-Z]{2,4})\\b)*$`,
  "iu",
);
const NAMED = new RegExp(`^(?:the |THE )?(?:\\p{Lu}|\\d+\\p{L}? \\p{Lu})`, "u");
const ROOM_NAMED = new RegExp(`^(?:the |his |her )?(?:[\\p{L}’'-]+ ){0,4}?${ROOM}\\b`, "iu");
const BEFORE_PLACE = new RegExp(
  `(?<![\\p{L}\\d])(?:(?:in|at) +(?<place>\\S.*)|(?:via|by|on|over|using|through) +(?<remote>(?:the )?${REMOTE}.*))`,
  "iu",
);
/** Where the name of a place ends inside a sentence. */
const BEHIND_PLACE = new RegExp(
  `[;(]|,?\\s+(?:on |at |from )?(?:${DATE}|${TIME})|,?\\s+(?:commencing|beginning|starting|to (?:discuss|consider|review|approve|conduct)|for the purpose|following|when|where|which|with|who|immediately|pursuant|after|before|under|due|was|were|had|and (?:also |was |were |by |via |online|began|called|the following)|via |as |by |followed|there (?:was|were))`,
  "iu",
);

function spanOf(words: string, offset: number, from: number): Span | undefined {
  const start = offset + from + words.length - words.trimStart().length;
  const name = words.trim().replace(/[\s,.:–—*_-]+$/u, "");
  const fits = name.length >= SHORTEST_PLACE && name.length <= LONGEST_PLACE;
  return fits ? { start, end: start + name.length } : undefined;
}

/** The value of a label such as "Venue:" in a block. */
function labelled(words: string, offset: number): Span | undefined {
  const match = LABEL_LINE.exec(words) ?? LABEL_WITHIN.exec(words);
  const line = match?.groups?.["value"];
  if (!match || line === undefined || /\bnext\b/i.test(words.slice(0, match.index)))
    return undefined;
  const value = line.replace(BEHIND_VALUE, "");
  if (NO_VALUE.test(value)) return undefined;
  return spanOf(value, offset, match.index + match[0].length - line.length);
}

/** The place in what follows "was held": the first thing behind "in", "at" or "via" that may be one. */
function placeAfter(tail: string, offset: number): Span | undefined {
  let candidate = candidateIn(tail, 0);
  while (candidate && BETWEEN.test(tail.slice(0, candidate.at))) {
    const { start, words, isRemote } = candidate;
    if (isRemote || isPlace(words)) {
      const end = BEHIND_PLACE.exec(words)?.index ?? words.length;
      return spanOf(words.slice(0, end), offset, start);
    }
    candidate = candidateIn(tail, start);
  }
  return undefined;
}

/** What follows "in", "at" or "via", with where it begins. */
function candidateIn(tail: string, from: number) {
  const match = BEFORE_PLACE.exec(tail.slice(from));
  const words = match?.groups?.["place"] ?? match?.groups?.["remote"];
  if (!match || words === undefined) return undefined;
  const at = from + match.index;
  const isRemote = match.groups?.["remote"] !== undefined;
  return { at, start: at + match[0].length - words.length, words, isRemote };
}

function isPlace(words: string): boolean {
  if (NO_PLACE.test(words)) return false;
  return NAMED.test(words) || ROOM_NAMED.test(words);
}

/** Spaces for white space of other kinds, so that places stay where they are. */
function spaced(text: string): string {
  return text.replace(/\s/g, " ");
}

function said(text: string, block: Block, whole: boolean): Span | undefined {
  if (block.bullet) return undefined;
  const end = Math.min(block.end, block.start + LONGEST_BLOCK);
  for (const sentence of splitSentences(text, { start: block.start, end })) {
    const words = spaced(text.slice(sentence.start, sentence.end));
    const match = speaksOfOther(words, whole) ? null : (HELD.exec(words) ?? WHEN.exec(words));
    const from = match ? match.index + match[0].length : 0;
    const found = match && placeAfter(words.slice(from), sentence.start + from);
    if (found) return found;
  }
  return undefined;
}

/** A label that stands alone: its value is the next line. */
function labelledByLine(text: string, blocks: readonly Block[], i: number): Span | undefined {
  const [label, value] = [blocks[i]!, blocks[i + 1]];
  const alone = new RegExp(`^[*_#\\s]*${LABEL_WORDS}[*_]*\\s*:?[*_]*$`, "iu");
  if (!value || !alone.test(text.slice(label.start, label.end))) return undefined;
  const words = text.slice(value.start, value.end);
  return /[:\n]/.test(words) || NO_VALUE.test(words) ? undefined : spanOf(words, value.start, 0);
}

/**
 * Where the opening of a document says that its meeting was held: behind a label ("Venue: Civic Hall, Leeds"), or in
 * a sentence ("was held in Committee Room 1, Town Hall, on …"). Undefined where it does not, or names two places.
 *
 * @param whole the document is the minutes of a whole meeting, and no page of one item
 */
export function meetingPlaceIn(
  text: string,
  blocks: readonly Block[],
  whole: boolean,
): MeetingPlace | undefined {
  const opening = blocks.slice(0, OPENING_BLOCKS);
  const labels = opening.flatMap(({ start, end }, i) => {
    const line = text.slice(start, Math.min(end, start + LONGEST_BLOCK));
    return labelled(line, start) ?? labelledByLine(text, opening, i) ?? [];
  });
  const [label, ...others] = labels;
  const first = label ?? firstSaid(text, opening.slice(0, FIRST_BLOCKS), whole);
  if (!first) return undefined;
  const name = text.slice(first.start, first.end);
  const agree = others.every(({ start, end }) => isSame(text.slice(start, end), name));
  return agree ? { text: name, ...first } : undefined;
}

function firstSaid(text: string, blocks: readonly Block[], whole: boolean): Span | undefined {
  for (const block of blocks) {
    const found = said(text, block, whole);
    if (found) return found;
  }
  return undefined;
}

/** One says the same as the other, or the same and more. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((name) => spaced(name).toLowerCase());
  return one!.includes(other!) || other!.includes(one!);
}
