import { html } from "hono/html";
import type { AppContext } from "../context.ts";
import { assetUrl } from "./assets.ts";

/** HTML in which everything that came from outside is escaped. */
export type Markup = ReturnType<typeof html>;

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const SITE = "Ask the Minutes";

/** Answers with a whole page around `main`. */
export function page(
  c: AppContext,
  title: string,
  main: Markup,
  status: 200 | 400 | 401 | 404 | 429 | 500 | 503 = 200,
) {
  c.header("Content-Security-Policy", PAGE_POLICY);
  return c.html(
    html`<!doctype html>
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>${title === SITE ? SITE : `${title} – ${SITE}`}</title>
          <link rel="icon" href="${assetUrl("icon.svg")}" type="image/svg+xml" />
          <link rel="stylesheet" href="${assetUrl("style.css")}" />
          <script src="${assetUrl("ask.js")}" type="module"></script>
        </head>
        <body>
          <a class="skip" href="#main">Skip to content</a>
          <header class="site">
            <a href="/">${SITE}</a>
            <nav aria-label="Site">
              <a href="/precedents">Precedents</a> <a href="/docs">API</a>
            </nav>
          </header>
          <main id="main">${main}</main>
          <footer class="site">
            <p>
              Answers are words quoted from the minutes. Open a citation to read them in their
              place.
            </p>
          </footer>
        </body>
      </html>`,
    status,
  );
}
