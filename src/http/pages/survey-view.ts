import { html } from "hono/html";
import type { Answer, Citation, Survey } from "../../answering/model.ts";
import type { Markup } from "./layout.ts";
import { dayInWords, dotted, placeLine } from "./place.ts";

/** The day that a question after a first or last time is answered with; nothing for other questions. */
export function surveyHead({ survey, citations }: Answer): Markup | "" {
  const date = citations[0]?.date;
  if (!date || (survey?.form !== "first" && survey?.form !== "last")) return "";
  const order = survey.form === "first" ? "First" : "Last";
  return html`<p class="when">${order} in these minutes: <b>${dayInWords(date)}</b></p>`;
}

/** What a group of quotations stands under: over time the day first, else council, body and day. */
export function groupHeading(survey: Survey | undefined, source: Citation): Markup {
  if (!survey || survey.form === "comparison" || source.date === null) return placeLine(source);
  const { council, body, date, title } = source;
  return dotted([html`<b>${dayInWords(date)}</b>`, council, body, title]);
}

/** What was looked at and what was not found. */
export function surveyFoot({ survey }: Answer): Markup | "" {
  if (!survey) return "";
  return html`<div class="notes">${survey.notes.map((note) => html`<p>${note}</p>`)}</div>`;
}
