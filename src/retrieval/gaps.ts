/** No meeting is known between two that are; `months` are the whole calendar months between ("2024-08"). */
export type Gap = { after: string; before: string; days: number; months: string[] };

/** With fewer meetings than this, nothing is usual. */
const LEAST_MEETINGS = 4;
/** A gap is longer than this many usual intervals. */
const LONG = 2;
const DAY_MS = 86_400_000;

/**
 * The times without a meeting that are longer than twice the usual interval (the median) and span a whole calendar
 * month, of ISO dates in any order.
 */
export function gapsBetween(dates: readonly string[]): Gap[] {
  const days = [...new Set(dates)].toSorted();
  if (days.length < LEAST_MEETINGS) return [];
  const intervals = days.slice(1).map((before, i) => gapOf(days[i]!, before));
  const usual = intervals.map((gap) => gap.days).toSorted((a, b) => a - b)[intervals.length >> 1]!;
  return intervals.filter((gap) => gap.days > LONG * usual && gap.months.length > 0);
}

function gapOf(after: string, before: string): Gap {
  const days = Math.round((Date.parse(before) - Date.parse(after)) / DAY_MS);
  return { after, before, days, months: monthsBetween(after, before) };
}

function monthsBetween(after: string, before: string): string[] {
  const months: string[] = [];
  const end = monthNumber(before);
  for (let month = monthNumber(after) + 1; month < end; month++) {
    months.push(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
  }
  return months;
}

/** Months since the year 0. */
function monthNumber(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}
