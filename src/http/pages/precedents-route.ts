import type { Hono } from "hono";
import { html } from "hono/html";
import type { Engine } from "../../engine.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { textField } from "../fields.ts";
import { LIMITS } from "../limits.ts";
import { problem } from "../problem.ts";
import { page } from "./layout.ts";
import { starting } from "./starting.ts";
import { precedentsPage } from "./precedents-page.ts";
import { wantsPage } from "./wants-page.ts";

const TITLE = "Precedents";
const Text = textField(LIMITS.question);

/** The page of precedents, of a pasted `text` or of the passage whose id is `passage`. */
export function addPrecedentsPage(app: Hono<AppEnv>, loaded: () => Engine | undefined) {
  app.get("/precedents", async (c) => {
    const engine = loaded();
    if (!engine) return starting(c);
    const id = c.req.query("passage");
    if (id !== undefined) return ofPassage(c, engine, id);
    const text = c.req.query("text")?.trim() ?? "";
    return text === "" ? page(c, TITLE, precedentsPage({ text })) : ofText(c, engine, text);
  });
}

async function ofPassage(c: AppContext, engine: Engine, id: string) {
  const found = await engine.similarToPassage(id);
  return found ? page(c, TITLE, precedentsPage({ text: "", ...found })) : missing(c);
}

async function ofText(c: AppContext, engine: Engine, text: string) {
  const checked = Text.safeParse(text);
  if (!checked.success) return refused(c, checked.error.issues[0]?.message ?? "was refused");
  const { results } = await engine.similarToText(text);
  return page(c, TITLE, precedentsPage({ text, results }));
}

function refused(c: AppContext, reason: string) {
  if (!wantsPage(c)) return problem(c, 400, `query parameter "text": ${reason}`);
  const main = html`<h1>${TITLE}</h1>
    <p class="not-found">This text cannot be looked for: ${reason}.</p>`;
  return page(c, TITLE, main, 400);
}

function missing(c: AppContext) {
  if (!wantsPage(c)) return problem(c, 404, "there is no passage with this id");
  const main = html`<h1>There is no such passage</h1>
    <p>
      Its document may have been removed or changed.
      <a href="/precedents">Paste its words</a> instead.
    </p>`;
  return page(c, "No such passage", main, 404);
}
