import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readConfig } from "../src/config.ts";
import { parseQuestions } from "../src/evaluation/question-set.ts";
import { seeded } from "../src/evaluation/statistics.ts";
import { readingTexts } from "../src/retrieval/reading-texts.ts";
import type { Library } from "../src/retrieval/search.ts";
import { openSetFolder, type SetFolder } from "./eval/set-folder.ts";
import { minutesOf } from "./eval/sets/seeds-dev.ts";
import { libraryOf } from "./fit/look-ups.ts";
import { openModel } from "./open-model.ts";

const USAGE =
  "usage: tsx scripts/reader-strangers.ts OUT.jsonl QUESTIONS.txt FOLDER FOLDER …\n" +
  "QUESTIONS.txt has a question a line that has nothing to do with minutes.";

/** So many questions of the other sets, and of those about other matters, are asked of each set. */
const OF_OTHER_SETS = 480;
const OF_OTHER_MATTERS = 210;
/** So many of the best texts found are read for each. */
const TEXTS = 3;
const RANKED = 12;
const SEED = 7;

/** What other minutes may well answer, too. */
const BROAD = new Set(["topic", "cross_council"]);

type Question = { text: string; from: string };

const questionsOf = (folder: SetFolder): Question[] =>
  parseQuestions(folder.read("questions.jsonl"))
    .filter(({ type }) => !BROAD.has(type))
    .map(({ standalone }) => ({ text: standalone, from: folder.name }));

const random = seeded(SEED);

/** So many of a list, at random; the list where it is no longer. */
function some<T>(list: readonly T[], count: number): T[] {
  const dealt = list.map((one) => ({ one, key: random() })).toSorted((a, b) => a.key - b.key);
  return dealt.slice(0, count).map(({ one }) => one);
}

/** The texts that are found for a question which they do not answer, as examples for the reader: no sentence counts. */
async function examplesOf(library: Library, { text, from }: Question): Promise<string> {
  const { corpus, ranking } = library;
  const vector = await library.embedQuestion(text);
  const ranked = ranking.rank({ text, vector, mode: "hybrid", limit: RANKED });
  const positions = ranked.map(({ position }) => position);
  return readingTexts(corpus, positions, TEXTS)
    .map(({ context, sentences }) => ({
      set: `strangers from ${from}`,
      question: text,
      context,
      sentences: sentences.map((sentence) => ({ text: sentence.text, label: 0 })),
    }))
    .map((example) => `${JSON.stringify(example)}\n`)
    .join("");
}

/** Writes what the reader learns to say no from: questions asked of minutes that they were not written for. */
async function main([out, list, ...paths]: string[]): Promise<void> {
  if (out === undefined || list === undefined || paths.length < 2) throw new Error(USAGE);
  const folders = paths.map((path) => openSetFolder(dirname(path), basename(path)));
  const own = folders.map(questionsOf);
  const lines = readFileSync(list, "utf8").split("\n").filter(Boolean);
  const others = lines.map((text): Question => ({ text, from: "other matters" }));
  const model = await openModel(readConfig());
  writeFileSync(out, "");
  for (const [i, folder] of folders.entries()) {
    const library = await libraryOf(minutesOf(folder), model);
    const ofOtherSets = some(own.filter((_, at) => at !== i).flat(), OF_OTHER_SETS);
    for (const question of [...ofOtherSets, ...some(others, OF_OTHER_MATTERS)])
      appendFileSync(out, await examplesOf(library, question));
    console.error(folder.name);
  }
  await model.close();
}

await main(process.argv.slice(2));
