import { isoDate, MONTHS } from "../minutes/dates.ts";

/** A day, month, season or year that a question names; `from` and `to` are ISO dates, both within it. */
export type Period = {
  from: string;
  to: string;
  year: string;
  /** The month or season, as it is spelled out; absent where only a year is named. */
  word?: string;
};

/** The first month of each, from 1; winter goes on into the next year. */
const SEASONS: Record<string, number> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };
const SEASON_MONTHS = 3;

const WORD = [
  ...MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)}|t)?`),
  ...Object.keys(SEASONS),
].join("|");
const YEAR = "(?:19[5-9]|20[0-4])\\d";
/** "2016/17" is a year of accounts and says nothing of when it was spoken of. */
const NO_RANGE = "(?![-–/.,]?\\d)";
const NAMED = new RegExp(
  `(?:\\b(?<before>\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?\\b(?<word>${WORD})\\.?(?: (?<behind>\\d{1,2})(?:st|nd|rd|th)?)?,? (?:of )?(?<year>${YEAR})\\b${NO_RANGE}|(?<![-–/.,£$€\\d])\\b(?<alone>${YEAR})\\b${NO_RANGE}`,
  "gi",
);
/** What was from one on, or up to it, is of other times. */
const OPEN = /\b(?:since|after|before|until|till|between|from|to|by)(?: the)? $/i;

const lastDay = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

const monthOf = (word: string): number =>
  MONTHS.findIndex((name) => name.startsWith(word.slice(0, 3))) + 1;

function wholeYear(year: string): Period {
  return { from: `${year}-01-01`, to: `${year}-12-31`, year };
}

function partOf(year: string, written: string, day: number): Period | undefined {
  const season = SEASONS[written];
  const first = season ?? monthOf(written);
  const word = season === undefined ? MONTHS[first - 1]! : written;
  const on = day > 0 && season === undefined ? isoDate(Number(year), first, day) : undefined;
  if (on !== undefined) return { from: on, to: on, year, word };
  const months = season === undefined ? 1 : SEASON_MONTHS;
  const from = isoDate(Number(year), first, 1)!;
  return { from, to: lastDay(Number(year), first + months - 1), year, word };
}

/** The times that a question names; none where it asks for what was before, after or between some. */
export function periodsIn(question: string): Period[] {
  const found = [...question.matchAll(NAMED)];
  if (found.some(({ index }) => OPEN.test(question.slice(0, index)))) return [];
  return found.flatMap(({ groups = {} }) => {
    const { before, word, behind, year, alone } = groups;
    if (alone !== undefined) return [wholeYear(alone)];
    return partOf(year!, word!.toLowerCase(), Number(before ?? behind ?? 0)) ?? [];
  });
}

/** The question without the times that it names. */
export const withoutTimes = (question: string): string =>
  periodsIn(question).length > 0 ? question.replace(NAMED, "") : question;

const isWithin = ({ from, to }: Period, date: string): boolean => from <= date && date <= to;

/** Minutes up to half a year from a month mean that month where they name it without a year. */
const HALF_A_YEAR_MS = 183 * 24 * 3600 * 1000;

function isNear({ from, to }: Period, date: string | null): boolean {
  if (date === null) return false;
  const at = Date.parse(date);
  return Date.parse(from) - HALF_A_YEAR_MS <= at && at <= Date.parse(to) + HALF_A_YEAR_MS;
}

/** A year behind a month: "October 14, 2014" is no day of October 2015. */
const ITS_YEAR = "(?:\\s+\\d{1,2}(?:st|nd|rd|th)?)?,?\\s+(?:of\\s+)?(?:19|20)\\d\\d\\b";

/**
 * Whether a text has a month by its name, and not "may" and "march" as verbs, or a season.
 *
 * @param alone without a year of its own
 */
function hasWord(text: string, word: string, alone: boolean): boolean {
  const isSeason = word in SEASONS;
  const written = isSeason ? word : `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
  const end = alone ? `(?!${ITS_YEAR})` : "";
  const pattern = `\\b(?:${written}|${word.toUpperCase()})\\b${end}`;
  return new RegExp(pattern, isSeason ? "i" : "").test(text);
}

function names(period: Period, date: string | null, text: string): boolean {
  const { year, word } = period;
  const hasYear = new RegExp(`\\b${year}\\b`).test(text);
  if (word === undefined) return hasYear;
  return hasYear ? hasWord(text, word, false) : isNear(period, date) && hasWord(text, word, true);
}

/** Whether minutes of a date are of one of the periods. */
export const isOfPeriods = (periods: readonly Period[], date: string | null): boolean =>
  date !== null && periods.some((period) => isWithin(period, date));

/**
 * How words of minutes stand to the periods that a question names: 1 where they are of one of them or name it, -1 where they
 * are of another time, 0 where none is named or theirs is not known.
 *
 * @param date of the minutes
 * @param around the words with what stands around them
 */
export function timeFit(
  periods: readonly Period[],
  date: string | null,
  around: string,
): -1 | 0 | 1 {
  if (periods.length === 0) return 0;
  if (isOfPeriods(periods, date)) return 1;
  if (periods.some((period) => names(period, date, around))) return 1;
  return date === null ? 0 : -1;
}
