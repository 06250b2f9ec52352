import type { Hono } from "hono";
import { html } from "hono/html";
import type { Engine } from "../../engine.ts";
import type { Span } from "../../minutes/model.ts";
import type { AppContext, AppEnv } from "../context.ts";
import { textField } from "../fields.ts";
import { LIMITS } from "../limits.ts";
import { problem } from "../problem.ts";
import { answerView } from "./answer-view.ts";
import { askPage } from "./ask-page.ts";
import { addAssetRoutes } from "./assets.ts";
import { documentPage } from "./document-page.ts";
import { exampleQuestions } from "./examples.ts";
import { page } from "./layout.ts";
import { addPrecedentsPage } from "./precedents-route.ts";
import { starting } from "./starting.ts";
import { wantsPage } from "./wants-page.ts";

/**
 * The pages for people. Unlike the API they ignore parameters they do not know: links get some appended
 * on their way. A browser gets faults as a page, anything else as a problem.
 */
export function addPageRoutes(app: Hono<AppEnv>, loaded: () => Engine | undefined) {
  const examplesOf = rememberExamples();
  app.get("/", async (c) => {
    const engine = loaded();
    if (!engine) return starting(c);
    const question = c.req.query("q")?.trim() ?? "";
    if (question !== "") return answered(c, engine, question);
    const examples = await examplesOf(engine);
    return page(c, "Ask the Minutes", askPage({ question, result: "", examples }));
  });
  app.get("/documents/:id", (c) => {
    const engine = loaded();
    if (!engine) return starting(c);
    const document = engine.document(c.req.param("id"));
    if (!document) return missing(c);
    const marked = spanOf(c.req.query("start"), c.req.query("end"), document.text.length);
    return page(c, document.title, documentPage(document, marked));
  });
  addPrecedentsPage(app, loaded);
  addAssetRoutes(app);
}

function rememberExamples(): (engine: Engine) => Promise<string[]> {
  const known = new WeakMap<Engine, string[]>();
  return async (engine) => {
    const examples = known.get(engine) ?? (await exampleQuestions(engine));
    known.set(engine, examples);
    return examples;
  };
}

const Question = textField(LIMITS.question);

async function answered(c: AppContext, engine: Engine, question: string) {
  const checked = Question.safeParse(question);
  if (!checked.success) return refused(c, checked.error.issues[0]?.message ?? "was refused");
  const result = answerView(await engine.ask({ question }));
  return page(c, question, askPage({ question, result, examples: [] }));
}

function refused(c: AppContext, reason: string) {
  if (!wantsPage(c)) return problem(c, 400, `query parameter "q": ${reason}`);
  const result = html`<p class="not-found">This question cannot be answered: ${reason}.</p>`;
  return page(c, "Ask the Minutes", askPage({ question: "", result, examples: [] }), 400);
}

function missing(c: AppContext) {
  if (!wantsPage(c)) return problem(c, 404, "there is no document with this id");
  const main = html`<h1>There is no such document</h1>
    <p>
      It may have been removed or renamed. <a href="/">Ask a question</a> to find what there is.
    </p>`;
  return page(c, "No such document", main, 404);
}

function spanOf(
  start: string | undefined,
  end: string | undefined,
  length: number,
): Span | undefined {
  if (!/^\d{1,9}$/.test(start ?? "") || !/^\d{1,9}$/.test(end ?? "")) return undefined;
  const span = { start: Number(start), end: Math.min(Number(end), length) };
  return span.start < span.end ? span : undefined;
}
