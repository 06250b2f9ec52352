import { html } from "hono/html";
import { LIMITS } from "../limits.ts";
import type { Markup } from "./layout.ts";

export type AskPage = {
  question: string;
  /** What to show below the box. */
  result: Markup | "";
  examples: readonly string[];
};

/** The question box, with examples while nothing is asked yet. */
export function askPage({ question, result, examples }: AskPage): Markup {
  const asked = question !== "";
  return html`<h1 class="${asked ? "small" : ""}">Ask your council’s minutes</h1>
    ${asked ? "" : html`<p class="lead">Every answer is made of words that stand in the minutes, and each links to its place.</p>`}
    <form class="ask" action="/" method="get" role="search">
      <label for="q">Your question</label>
      <div class="row">
        <input
          id="q"
          name="q"
          type="search"
          value="${question}"
          required
          maxlength="${LIMITS.question}"
          autocomplete="off"
          enterkeyhint="search"
        /><button type="submit">Ask</button>
      </div>
    </form>
    <p id="progress" class="progress" role="status" aria-live="polite"></p>
    <div id="answer">${result}</div>
    ${asked || examples.length === 0 ? "" : examplesView(examples)}`;
}

function examplesView(examples: readonly string[]): Markup {
  return html`<section class="examples" id="examples" aria-labelledby="examples-title">
    <h2 id="examples-title">For example</h2>
    <ul>
      ${examples.map((example) => html`<li><a href="/?q=${encodeURIComponent(example)}">${example}</a></li>`)}
    </ul>
  </section>`;
}
