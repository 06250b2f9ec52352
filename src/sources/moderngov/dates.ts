import { firstDate, isoDate, MONTHS } from "../../minutes/dates.ts";

/** The ISO date of the web service's "dd/mm/yyyy", with or without a time behind it; null when it is none. */
export function fromBritish(text: string): string | null {
  const [, day, month, year] = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s|$)/.exec(text) ?? [];
  return isoDate(Number(year), Number(month), Number(day)) ?? null;
}

/** "dd/mm/yyyy" of an ISO date. The web service ignores the range, without a word, when dates are written otherwise. */
export function toBritish(iso: string): string {
  return iso.split("-").toReversed().join("/");
}

/** The ISO date of the first "14 Dec 2022" or "Wednesday, 14th December, 2022" in a text; null when there is none. */
export function fromWords(text: string): string | null {
  return firstDate(text) ?? null;
}

/** "14 December 2022" of an ISO date. */
export function toWords(iso: string): string {
  const [year, month, day] = iso.split("-");
  const name = MONTHS[Number(month) - 1]!;
  return `${Number(day)} ${name.charAt(0).toUpperCase()}${name.slice(1)} ${year}`;
}
