import { appendFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { readConfig } from "../src/config.ts";
import { readingTexts, type ReadingText } from "../src/retrieval/reading-texts.ts";
import { cites, gradeOf, type Evidence } from "../src/evaluation/evidence.ts";
import type { LabelledPrecedent, LabelledQuote } from "../src/evaluation/question-set.ts";
import type { Corpus } from "../src/retrieval/corpus.ts";
import type { Library } from "../src/retrieval/search.ts";
import { minutesOf, precedentsOf } from "./eval/sets/seeds-dev.ts";
import { openSetFolder } from "./eval/set-folder.ts";
import { evidencePlaces, lookUpSet, type LabelledLookUp } from "./fit/look-ups.ts";
import { openModel } from "./open-model.ts";

/** Of the texts that do not answer, so many of the best found stand beside those that do. */
const OTHERS = 7;
/** What a sentence counts that only touches the answer, and that is not judged. */
const TOUCHES = 0.5;
const NOT_JUDGED = -1;
/** So many quotes of a question about a topic are looked for in the other documents. */
const QUOTES_OF_TOPIC = 2;
const RANKED = 40;

/** What a reader learns from: a question, or a passage whose matter is sought, with a text and what each sentence of it is worth. */
type Example = {
  set: string;
  question: string;
  context: string;
  sentences: { text: string; label: number }[];
};

type Asked = { set: string; question: string; evidence: readonly Evidence[] };

function labelOf(corpus: Corpus, position: number, index: number, { evidence }: Asked): number {
  const { documentId: document, sentences } = corpus.passages[position]!;
  const { heading, start, end } = sentences[index]!;
  if (heading) return NOT_JUDGED;
  const touched = evidence.filter((one) => cites({ document, start, end }, one));
  if (touched.some(({ grade }) => grade === 2)) return 1;
  return touched.length > 0 ? TOUCHES : 0;
}

function exampleOf(corpus: Corpus, asked: Asked, { context, sentences }: ReadingText): Example {
  const judged = sentences.map(({ position, index, text }) => ({
    text,
    label: labelOf(corpus, position, index, asked),
  }));
  return { set: asked.set, question: asked.question, context, sentences: judged };
}

const answers = ({ sentences }: Example): boolean => sentences.some(({ label }) => label > 0);

/** What is read: all that answers, and the best of the rest among `found`. */
function examplesOf(corpus: Corpus, asked: Asked, found: readonly number[]): Example[] {
  const holds = ({ documentId: document, start, end }: Corpus["passages"][number]) =>
    gradeOf({ document, start, end }, asked.evidence) > 0;
  const missed = [...corpus.passages.entries()].filter(([, one]) => holds(one)).map(([at]) => at);
  const all = readingTexts(corpus, [...found, ...missed], Infinity).map((text) =>
    exampleOf(corpus, asked, text),
  );
  return [...all.filter(answers), ...all.filter((one) => !answers(one)).slice(0, OTHERS)];
}

/** A question with what search finds for it. */
function ofQuestion({ library, evidence, set, question, candidates }: LabelledLookUp): Example[] {
  const found = candidates.toSorted((a, b) => b.raw - a.raw).map(({ position }) => position);
  return examplesOf(library.corpus, { set, question: question.text, evidence }, found);
}

/** A text, or a quote of a document, and what is about its matter elsewhere. */
type Matter = { text: string; doc?: string; similar: readonly LabelledQuote[] };

/** A text whose matter is sought in the documents that it does not stand in. */
async function ofMatter(
  library: Library,
  set: string,
  { text, doc, similar }: Matter,
): Promise<Example[]> {
  const { corpus } = library;
  const isOther = (at: number) => doc === undefined || !corpus.documentOf(at).source.includes(doc);
  const allowed = [...corpus.passages.keys()].filter(isOther);
  const vector = await library.embedQuestion(text);
  const ranked = library.ranking.rank({ text, vector, mode: "hybrid", limit: RANKED, allowed });
  const evidence = evidencePlaces(
    library,
    similar.map((one) => ({ ...one, grade: 2 as const })),
  );
  const found = ranked.map(({ position }) => position);
  return examplesOf(corpus, { set: `${set}, matters`, question: text, evidence }, found);
}

/** Quotes about one topic in several documents: each is a precedent of the others. */
function mattersOfTopic({ labelled }: LabelledLookUp): Matter[] {
  if (!["topic", "cross_council"].includes(labelled.type)) return [];
  const quotes = labelled.evidence.filter(({ grade }) => grade === 2);
  const step = Math.max(1, Math.floor(quotes.length / QUOTES_OF_TOPIC));
  return quotes
    .filter((_, i) => i % step === 0)
    .slice(0, QUOTES_OF_TOPIC)
    .map(({ quote, doc }) => ({
      text: quote,
      doc,
      similar: quotes.filter((other) => other.doc !== doc),
    }))
    .filter(({ similar }) => similar.length > 0);
}

/** A labelled precedent, and the other texts on its matter. */
const mattersOfPrecedent = ({ passage, similar, texts }: LabelledPrecedent): Matter[] => [
  { text: passage.quote, doc: passage.doc, similar },
  ...texts.map((text) => ({ text, similar: [passage, ...similar] })),
];

/** Writes what the reader is trained on: texts that search finds for labelled questions and matters, sentence by sentence. */
async function main([out = "", ...folders]: string[]): Promise<void> {
  const model = await openModel(readConfig());
  writeFileSync(out, "");
  const keep = (examples: readonly Example[]) =>
    appendFileSync(out, examples.map((one) => `${JSON.stringify(one)}\n`).join(""));
  for (const path of folders) {
    const folder = openSetFolder(dirname(path), basename(path));
    const lookUps = await lookUpSet(folder, minutesOf(folder), model);
    for (const lookUp of lookUps) keep(ofQuestion(lookUp));
    const precedents = precedentsOf(folder).flatMap(mattersOfPrecedent);
    const { library } = lookUps[0]!;
    for (const matter of [...precedents, ...lookUps.flatMap(mattersOfTopic)])
      keep(await ofMatter(library, folder.name, matter));
    console.error(path);
  }
  await model.close();
}

await main(process.argv.slice(2));
