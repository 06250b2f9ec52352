import { html } from "hono/html";
import type { Markup } from "./layout.ts";

const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** A day in words: "14 March 2017". */
export function dayInWords(date: string): Markup {
  return html`<time datetime="${date}">${DAY.format(new Date(`${date}T00:00:00Z`))}</time>`;
}

/** The known ones of some facts, with a dot between. */
export function dotted(facts: readonly (Markup | string | null | undefined)[]): Markup {
  const known = facts.filter((fact) => fact !== null && fact !== undefined && fact !== "");
  return html`${known.map((fact, i) => (i === 0 ? html`${fact}` : html` <span aria-hidden="true">·</span> ${fact}`))}`;
}

type Place = { council: string | null; body: string | null; date: string | null; title: string };

/** Where something was said: council, body, day and title of the document, as far as they are known. */
export function placeLine({ council, body, date, title }: Place): Markup {
  return dotted([council && html`<b>${council}</b>`, body, date && dayInWords(date), title]);
}

/** A text cut at a word, at most `max` characters long. */
export function excerpt(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), max / 2))}…`;
}

/** "1 document", "1,204 documents". */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}
