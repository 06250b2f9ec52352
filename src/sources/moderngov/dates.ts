const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** The ISO date of the web service's "dd/mm/yyyy", with or without a time behind it; null when it is none. */
export function fromBritish(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s|$)/.exec(text) ?? [];
  return isoDate(Number(year), Number(month), Number(day));
}

/** "dd/mm/yyyy" of an ISO date. The web service ignores the range, without a word, when dates are written otherwise. */
export function toBritish(iso: string): string {
  return iso.split("-").toReversed().join("/");
}

/** The ISO date of the first "14 Dec 2022" or "Wednesday, 14th December, 2022" in a text; null when there is none. */
export function fromWords(text: string): string | null {
  const found = /(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})/i.exec(text);
  const month = MONTHS.findIndex((name) => name.startsWith(found?.[2]?.toLowerCase() ?? "-"));
  return found ? isoDate(Number(found[3]), month + 1, Number(found[1])) : null;
}

/** "14 December 2022" of an ISO date. */
export function toWords(iso: string): string {
  const [year, month, day] = iso.split("-");
  const name = MONTHS[Number(month) - 1]!;
  return `${Number(day)} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
}

/** Null unless there is such a day in the calendar. */
function isoDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}
