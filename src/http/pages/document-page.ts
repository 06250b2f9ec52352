import { html } from "hono/html";
import { overlaps } from "../../minutes/overlaps.ts";
import type { DocumentView } from "../../engine.ts";
import type { Span } from "../../minutes/model.ts";
import type { PlacedPassage } from "../../retrieval/model.ts";
import type { Markup } from "./layout.ts";
import { dayInWords } from "./place.ts";

/** A document as a page, with the words of `span` highlighted where one is given. */
export function documentPage(document: DocumentView, span: Span | undefined): Markup {
  const marked = span && fromFirstWord(document.text, span);
  return html`<article class="document">
    <h1>${document.title}</h1>
    ${factsView(document)}
    ${marked ? html`<p><a href="#passage">Go to the highlighted words</a></p>` : ""}
    <div class="minutes">
      ${paragraphs(document.text).map((paragraph) => paragraphView(document, paragraph, marked))}
    </div>
  </article>`;
}

function fromFirstWord(text: string, { start, end }: Span): Span {
  return { start: end - text.slice(start, end).trimStart().length, end };
}

function factsView({ council, body, date, place, status, source, id }: DocumentView): Markup {
  const facts: [string, Markup | string | null][] = [
    ["Council", council],
    ["Body", body],
    ["Meeting", date ? dayInWords(date) : "date not known"],
    ["Place", place ? folded(place.text) : null],
    ["Status", status === "unknown" ? null : status],
    ["Source", sourceView(source)],
    ["Data", html`<a href="/api/documents/${encodeURIComponent(id)}">JSON</a>`],
  ];
  const known = facts.filter(([, value]) => value !== null);
  return html`<dl class="facts">
    ${known.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function sourceView(source: string): Markup | string {
  return /^https?:\/\//.test(source) ? html`<a href="${source}">${source}</a>` : source;
}

/** The lines of a text that hold more than white space, as spans. */
function paragraphs(text: string): Span[] {
  const lines = [...text.matchAll(/[^\r\n]+/g)];
  const spans = lines.map(({ 0: line, index }) => ({ start: index, end: index + line.length }));
  return spans.filter(({ start, end }) => text.slice(start, end).trim() !== "");
}

function paragraphView(document: DocumentView, paragraph: Span, marked: Span | undefined): Markup {
  const text = document.text.slice(paragraph.start, paragraph.end);
  if (isItemTitle(document, text))
    return html`<h2>${highlighted(document.text, paragraph, marked)}</h2>`;
  const words = bulletApart(document.text, paragraph, marked);
  const decision = document.passages.find((passage) => isDecisionIn(passage, paragraph));
  return decision ? decisionView(words, decision, paragraph) : words;
}

const BULLET = /^\s*[·•▪*–-]\s+/;

/** A paragraph; the sign that begins a bullet is set apart, so that the words line up. */
function bulletApart(text: string, { start, end }: Span, marked: Span | undefined): Markup {
  const sign = BULLET.exec(text.slice(start, end))?.[0].length ?? 0;
  if (sign === 0) return html`<p>${highlighted(text, { start, end }, marked)}</p>`;
  const dot = html`<span class="dot"
    >${highlighted(text, { start, end: start + sign }, marked)}</span
  >`;
  return html`<p class="bullet">
    ${dot}${highlighted(text, { start: start + sign, end }, marked)}
  </p>`;
}

const folded = (text: string) => text.replace(/\s+/g, " ").trim();

function isItemTitle({ items }: DocumentView, text: string): boolean {
  const line = folded(text);
  return items.some(({ title }) => folded(title) === line);
}

const isDecisionIn = (passage: PlacedPassage, paragraph: Span) =>
  passage.kind === "decision" && overlaps(passage, paragraph);

function decisionView(words: Markup, decision: PlacedPassage, paragraph: Span): Markup {
  const outcome = decision.outcome ? `: ${decision.outcome}` : "";
  const first = paragraph.start <= decision.start;
  return html`<div class="decision">
    ${first ? html`<p class="tag">Decision${outcome}</p>` : ""}${words}
  </div>`;
}

/** The words of one paragraph, with its share of the marked span in a `<mark>`; the first share carries the anchor. */
function highlighted(text: string, paragraph: Span, marked: Span | undefined): Markup {
  if (!marked || !overlaps(paragraph, marked))
    return html`${text.slice(paragraph.start, paragraph.end)}`;
  const start = Math.max(paragraph.start, marked.start);
  const end = Math.min(paragraph.end, marked.end);
  const anchor = start === marked.start ? html` id="passage"` : "";
  const words = html`<mark${anchor}>${text.slice(start, end)}</mark>`;
  return html`${text.slice(paragraph.start, start)}${words}${text.slice(end, paragraph.end)}`;
}
