import type { Engine } from "../../engine.ts";

/** Questions worth a click, each with words that the minutes must hold for it to be shown. */
const EXAMPLES = [
  { question: "What was said about gangs?", words: "gangs" },
  { question: "What was decided about the Pause programme?", words: '"Pause programme"' },
  {
    question: "How many safeguarding contacts were there in 2015?",
    words: '"safeguarding contacts"',
  },
  { question: "What are abduction notices used for?", words: '"abduction notices"' },
];
const MOST = 4;

/** Example questions that these minutes speak of; for minutes that hold none, questions about the documents' own titles. */
export async function exampleQuestions(engine: Engine): Promise<string[]> {
  const known = await Promise.all(EXAMPLES.map(({ words }) => holds(engine, words)));
  const fitting = EXAMPLES.filter((_, i) => known[i]).map(({ question }) => question);
  return fitting.length > 0 ? fitting : titleQuestions(engine);
}

async function holds(engine: Engine, words: string): Promise<boolean> {
  return (await engine.search({ query: words, mode: "keyword", limit: 1 })).results.length > 0;
}

function titleQuestions(engine: Engine): string[] {
  const titles = engine.documents({ limit: MOST }).documents.map(({ title }) => title);
  return [...new Set(titles)].map((title) => `What was said about ${title}?`);
}
