import { html } from "hono/html";
import type { Answer, Citation, LanguageModelReason, Statement } from "../../answering/model.ts";
import type { PlacedPassage, Searched } from "../../retrieval/model.ts";
import type { Markup } from "./layout.ts";
import { counted, dotted, excerpt, placeLine } from "./place.ts";
import { groupHeading, surveyFoot, surveyHead } from "./survey-view.ts";

const EXCERPT = 320;

const REASONS: Record<LanguageModelReason, string> = {
  timeout: "it took too long",
  unreachable: "it could not be reached",
  "rate-limited": "it is asked too much at present",
  failed: "it failed",
  refused: "it would not answer",
  "too-large": "it wrote too much",
  broken: "what it sent was broken",
  stopped: "it was stopped",
  resting: "it did not answer a moment ago, and is left alone for a while",
  "nothing-found": "the minutes do not say",
  "no-answer": "it found no answer in them",
  unsupported: "the minutes do not bear out what it wrote",
  survey: "this answer goes over meetings or councils",
};

/** An answer with its quotes and citations, or the honest sentence and the nearest passages. */
export function answerView(answer: Answer): Markup {
  const body = answer.status === "answered" ? foundView(answer) : notFoundView(answer);
  return html`<section class="answer" aria-labelledby="asked">
    <h2 id="asked" tabindex="-1">${answer.question}</h2>
    ${readAs(answer)}${body} ${wordedBy(answer)}
    <p class="searched">${searchedLine(answer.searched)}</p>
  </section>`;
}

function readAs({ question, standaloneQuestion }: Answer): Markup | "" {
  const same = question.trim() === standaloneQuestion.trim();
  return same ? "" : html`<p class="searched">Read as: ${standaloneQuestion}</p>`;
}

/** Whose words are shown, where a language model is set. */
function wordedBy({ status, languageModel }: Answer): Markup | "" {
  if (!languageModel || status === "not-found") return "";
  if (!languageModel.used)
    return html`<p class="searched">
      Quotations only, without the language model: ${REASONS[languageModel.reason ?? "failed"]}.
    </p>`;
  return html`<p class="searched">
    Worded by a language model (${languageModel.model}); each sentence was checked against the
    quotations below it. Those are the minutes; it may have mistaken them.
  </p>`;
}

function foundView(answer: Answer): Markup {
  return html`${surveyHead(answer)}
  ${groupByDocument(answer).map((group) => groupView(answer, group))} ${surveyFoot(answer)}`;
}

type Quoted = { statement: Statement; citations: Citation[] };

/** Runs of statements that quote the same document, in the answer's order. */
function groupByDocument({ statements, citations }: Answer): Quoted[][] {
  const groups: Quoted[][] = [];
  for (const statement of statements) {
    const cited = citations.filter(({ n }) => statement.citations.includes(n));
    const last = groups.at(-1);
    const same = last?.[0]?.citations[0]?.documentId === cited[0]?.documentId;
    if (last && same) last.push({ statement, citations: cited });
    else groups.push([{ statement, citations: cited }]);
  }
  return groups;
}

function groupView({ survey }: Answer, group: Quoted[]): Markup {
  const source = group[0]?.citations[0];
  return html`<section class="group">
    ${source ? html`<h3>${groupHeading(survey, source)}</h3>` : ""}
    <ul class="quotes">
      ${group.map((quoted) => quoteView(quoted))}
    </ul>
  </section>`;
}

/** The sentence that a quoted bullet completes: without it the bullet may mean nothing. */
function leadInView(citation: Citation | undefined): Markup | "" {
  return citation?.leadIn ? html`<p class="lead-in">${citation.leadIn.quote}</p>` : "";
}

function quoteView({ statement, citations }: Quoted): Markup {
  const decision = citations.some(({ kind }) => kind === "decision");
  const verbatim = citations.some(({ quote }) => quote === statement.text);
  const quotes = verbatim ? [statement.text] : citations.map(({ quote }) => quote);
  return html`<li class="${decision ? "quote decision" : "quote"}">
    ${decision ? html`<p class="tag">Decision</p>` : ""}
    ${verbatim ? "" : html`<p class="worded">${statement.text}</p>`}
    ${verbatim ? leadInView(citations[0]) : ""}
    ${quotes.map((quote) => html`<blockquote>${quote}</blockquote>`)}
    <p class="cite">${citations.map(citationView)}</p>
  </li>`;
}

function citationView(citation: Citation): Markup {
  const item = citation.item === citation.title ? null : citation.item;
  const pageNumber = citation.page === undefined ? null : `page ${citation.page}`;
  const link = html`<a href="${citation.url}" id="citation-${citation.n}"
    >[${citation.n}] <span>Read it in the minutes</span></a
  >`;
  const elsewhere = html`<a href="/precedents?passage=${encodeURIComponent(citation.passageId)}"
    >Said elsewhere</a
  >`;
  return html`<span>${dotted([citation.speaker, item, pageNumber, link, elsewhere])}</span>`;
}

function notFoundView(answer: Answer): Markup {
  return html`<p class="not-found">${answer.answer}</p>
    ${answer.related.length === 0 ? "" : relatedView(answer.related)}`;
}

function relatedView(passages: PlacedPassage[]): Markup {
  return html`<h3>The nearest passages</h3>
    <p class="searched">The closest that was found; they may not answer the question.</p>
    <ul class="quotes">
      ${passages.map(passageView)}
    </ul>`;
}

function passageView(passage: PlacedPassage): Markup {
  const decision = passage.kind === "decision";
  const link = html`<a href="${passage.url}">Read it in the minutes</a>`;
  return html`<li class="${decision ? "quote decision" : "quote"}">
    ${decision ? html`<p class="tag">Decision</p>` : ""}
    <blockquote>${excerpt(passage.text, EXCERPT)}</blockquote>
    <p class="cite"><span>${placeLine(passage)}</span> <span>${link}</span></p>
  </li>`;
}

function searchedLine({ documents, passages, councils, from, to }: Searched): string {
  const of = councils.length === 0 ? "" : ` of ${listed(councils)}`;
  const period = from && to ? `, ${from} to ${to}` : "";
  return `Searched ${counted(documents, "document")} (${counted(passages, "passage")})${of}${period}.`;
}

const MOST_COUNCILS = 6;

function listed(names: string[]): string {
  if (names.length > MOST_COUNCILS) return `${names.length} councils`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
