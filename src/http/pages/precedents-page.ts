import { html } from "hono/html";
import type {
  PlacedDecision,
  PlacedPassage,
  Pointer,
  SimilarResult,
} from "../../retrieval/model.ts";
import { LIMITS } from "../limits.ts";
import type { Markup } from "./layout.ts";
import { dotted, excerpt, placeLine } from "./place.ts";

const EXCERPT = 600;
/** Places of repetitions that are named; more are counted. */
const NAMED = 5;

export type PrecedentsPage = {
  /** The pasted text, or "". */
  text: string;
  /** The passage that precedents are wanted of, where there is one. */
  passage?: PlacedPassage | undefined;
  /** Undefined while nothing is asked yet. */
  results?: readonly SimilarResult[] | undefined;
};

/** A box for a motion or paragraph, and what was said and decided elsewhere about the same matter. */
export function precedentsPage({ text, passage, results }: PrecedentsPage): Markup {
  return html`<h1 class="${results ? "small" : ""}">Precedents</h1>
    ${results ? "" : html`<p class="lead">Paste a motion or a paragraph: see what was said elsewhere about the same matter, and what was decided.</p>`}
    ${passage ? startView(passage) : formView(text)}
    ${results ? listView(results, passage ? "Elsewhere" : "In the minutes") : ""}`;
}

function formView(text: string): Markup {
  return html`<form class="ask" action="/precedents" method="get">
    <label for="text">Motion or paragraph</label>
    <textarea id="text" name="text" rows="5" required maxlength="${LIMITS.question}">
${text}</textarea>
    <p><button type="submit">Find precedents</button></p>
  </form>`;
}

function startView(passage: PlacedPassage): Markup {
  return html`<section aria-labelledby="start">
    <h2 id="start">Of this passage</h2>
    <p class="searched">${placeLine(passage)}</p>
    <blockquote class="start">${excerpt(passage.text, EXCERPT)}</blockquote>
    <p class="cite">
      <span><a href="${passage.url}">Read it in the minutes</a></span>
      <span><a href="/precedents">Look for another text</a></span>
    </p>
  </section>`;
}

function listView(results: readonly SimilarResult[], heading: string): Markup {
  if (results.length === 0) return html`<p class="not-found">Nothing was found in the minutes.</p>`;
  return html`<section aria-labelledby="found">
    <h2 id="found" tabindex="-1">${heading}</h2>
    <p class="searched">The nearest first; they may not be about the same matter.</p>
    <ol class="precedents">
      ${results.map(resultView)}
    </ol>
  </section>`;
}

/** A passage that is little but its decision is shown as that. */
const MOSTLY = 0.8;

function isDecision({ kind, id, text }: PlacedPassage, decision?: PlacedDecision): boolean {
  const own = decision?.passageId === id && decision.text.length >= MOSTLY * text.trim().length;
  return kind === "decision" || own;
}

function resultView({ passage, decision, sameItem, alsoIn }: SimilarResult): Markup {
  const item = passage.item === passage.title ? null : passage.item;
  const decided = isDecision(passage, decision);
  const outcome = decision && decided ? `: ${decision.outcome}` : "";
  return html`<li>
    <h3>${placeLine(passage)}</h3>
    ${item === null ? "" : html`<p class="item">${item}</p>`}
    <div class="${decided ? "quote decision" : "quote"}">
      <p class="${decided ? "tag" : "tag plain"}">${decided ? `Decision${outcome}` : "Said"}</p>
      <blockquote>${excerpt(passage.text, EXCERPT)}</blockquote>
      <p class="cite">
        <span><a href="${passage.url}">Read it in the minutes</a></span>
      </p>
    </div>
    ${decided ? "" : decisionView(decision)} ${othersView(sameItem)} ${repeatsView(alsoIn)}
  </li>`;
}

function decisionView(decision: PlacedDecision | undefined): Markup {
  if (!decision) return html`<p class="searched">No decision on it is recorded.</p>`;
  const { outcome, text, url, mover, seconder } = decision;
  const by = [mover && `moved by ${mover}`, seconder && `seconded by ${seconder}`];
  const link = html`<a href="${url}">Read it in the minutes</a>`;
  return html`<div class="quote decision">
    <p class="tag">Decision: ${outcome}</p>
    <blockquote>${excerpt(text, EXCERPT)}</blockquote>
    <p class="cite"><span>${dotted([...by, link])}</span></p>
  </div>`;
}

/** "Also said under this item: 1, 2." */
function othersView(places: readonly Pointer[] | undefined): Markup | "" {
  if (!places) return "";
  const links = places.map(
    ({ url }, i) => html`${i === 0 ? "" : ", "}<a href="${url}">${i + 1}</a>`,
  );
  return html`<p class="searched">Also said under this item: ${links}.</p>`;
}

function repeatsView(places: readonly Pointer[] | undefined): Markup | "" {
  if (!places) return "";
  const more = places.length - NAMED;
  const links = places
    .slice(0, NAMED)
    .map(
      ({ url, council, date, title }, i) =>
        html`${i === 0 ? "" : "; "}<a href="${url}"
            >${[council, date ?? title].filter(Boolean).join(", ")}</a
          >`,
    );
  return html`<p class="searched">
    The same words also in: ${links}${more > 0 ? ` and ${more} more` : ""}.
  </p>`;
}
