export const MONTHS = [
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
const MONTH = `(?<month>${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)}|t)?`).join("|")})\\.?`;
const DAY = "(?<day>\\d{1,2})\\s?(?:st|nd|rd|th)?";
const YEAR = "(?<year>(?:19|20)\\d\\d)";

const FORMS = [
  new RegExp(`\\b${DAY}(?: of)? ${MONTH},? ${YEAR}\\b`, "i"),
  new RegExp(`\\b${MONTH} ${DAY},? ${YEAR}\\b`, "i"),
  /\b(?<year>(?:19|20)\d\d)([-.])(?<monthNumber>\d\d)\2(?<day>\d\d)\b/,
  /\b(?<day>\d{1,2})[/.](?<monthNumber>\d{1,2})[/.](?<year>(?:19|20)\d\d)\b/,
];

/** ISO date of real days only; undefined for the 31st of June. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.toISOString().slice(0, 10) : undefined;
}

function monthOf(groups: Record<string, string | undefined>): number {
  const { month, monthNumber } = groups;
  if (monthNumber !== undefined) return Number(monthNumber);
  return MONTHS.findIndex((name) => name.startsWith((month ?? "").slice(0, 3).toLowerCase())) + 1;
}

/** Day and month written in figures are told apart only where one of them cannot be a month. */
function isAmbiguous(
  form: RegExp,
  { day, monthNumber }: Record<string, string | undefined>,
): boolean {
  return form === FORMS[3] && Number(day) <= 12 && Number(monthNumber) <= 12 && day !== monthNumber;
}

/** The first date of a text as an ISO calendar date; undefined where there is none, or it may be read two ways. */
export function firstDate(text: string): string | undefined {
  const folded = text.replace(/\s+/g, " ");
  const found = FORMS.flatMap((form) => {
    const match = form.exec(folded);
    return match?.groups && !isAmbiguous(form, match.groups)
      ? [{ index: match.index, groups: match.groups }]
      : [];
  });
  const first = found.toSorted((a, b) => a.index - b.index)[0];
  return (
    first &&
    isoDate(Number(first.groups["year"]), monthOf(first.groups), Number(first.groups["day"]))
  );
}
