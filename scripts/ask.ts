import { parseArgs } from "node:util";
import { chatModelOf } from "../src/chat-model.ts";
import { readConfig } from "../src/config.ts";
import { openEngine } from "../src/engine.ts";
import type { Answer } from "../src/answering/model.ts";
import { answerText } from "./ask/answer-text.ts";
import { openModel } from "./open-model.ts";

const USAGE = `usage: npm run ask -- "question" [--json] [--index DIR]

  --json   the whole answer as JSON, as POST /api/ask gives it
  --index  folder of the index (default: INDEX_DIR, or index)`;

/** As long as the HTTP service allows. */
const LONGEST_QUESTION = 2_000;

async function main(): Promise<void> {
  const { values, positionals } = readArguments();
  if (values.help) return console.log(USAGE);
  const config = readConfig();
  const answer = await askOnce(questionIn(positionals), values.index ?? config.INDEX_DIR);
  console.log(values.json ? JSON.stringify(answer, null, 2) : answerText(answer));
}

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      index: { type: "string" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
}

/** The question; several words without quotes around them are one question. */
function questionIn(words: string[]): string {
  const question = words.join(" ").trim();
  if (question === "") throw new Error('there is no question; run: npm run ask -- "your question"');
  if (question.length <= LONGEST_QUESTION) return question;
  throw new Error(`the question is longer than ${LONGEST_QUESTION} characters; ask a shorter one`);
}

async function askOnce(question: string, indexDir: string): Promise<Answer> {
  const config = readConfig();
  const model = await openModel(config);
  try {
    const onWarning = (message: string) => console.error(`warning: ${message}`);
    const engine = await openEngine({
      indexDir,
      ...model,
      onWarning,
      chatModel: chatModelOf(config),
    });
    const answer = await engine.ask({ question });
    await engine.close();
    return answer;
  } finally {
    await model.close();
  }
}

try {
  await main();
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`ask: ${message.replaceAll(/\s*\n\s*/g, " ")}`);
  process.exitCode = 1;
}
