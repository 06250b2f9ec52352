import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookUp, type LookUp } from "../../src/answering/ask.ts";
import { readAsked, type Asked } from "../../src/answering/conversation.ts";
import type { Candidate } from "../../src/answering/evidence.ts";
import { knownNames } from "../../src/answering/question.ts";
import { openLibrary } from "../../src/library.ts";
import { parseQueries, questionFromQuery } from "../../src/evaluation/corpus-set.ts";
import { cites, type Evidence, type Place } from "../../src/evaluation/evidence.ts";
import { locateQuote } from "../../src/evaluation/locate-quote.ts";
import {
  parseQuestions,
  type LabelledQuestion,
  type LabelledQuote,
} from "../../src/evaluation/question-set.ts";
import { ingest } from "../../src/ingest.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { openSetFolder, type SetFolder } from "../eval/set-folder.ts";
import type { Model } from "../open-model.ts";

/** A labelled question looked up; `labels[i]` tells whether `candidates[i]` is evidence of either grade. */
export type LabelledLookUp = LookUp & {
  library: Library;
  labelled: LabelledQuestion;
  asked: Asked;
  evidence: Evidence[];
  labels: boolean[];
  /** The set that the question is of. */
  set: string;
  /** The documents and councils that the question is about, by its evidence; none where that is not known. */
  about: { documents: string[]; councils: string[] };
};

const onWarning = (message: string): void => console.error(message);

function placeIn({ corpus, store }: Library, { doc, quote }: LabelledQuote): Place[] {
  for (const { id } of corpus.documents.filter(({ source }) => source.includes(doc))) {
    const span = locateQuote(store.documentText(id), quote);
    if (span) return [{ document: id, ...span }];
  }
  return [];
}

/** Where labelled quotes stand in the documents of a library; those that stand nowhere are left out. */
export const evidencePlaces = (
  library: Library,
  quotes: LabelledQuestion["evidence"],
): Evidence[] =>
  quotes.flatMap(({ quote, grade, doc }) =>
    placeIn(library, { doc, quote }).map((place) => ({ ...place, quote, grade })),
  );

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/** What a question is about; in minutes of one council it is that one. */
function aboutOf(
  library: Library,
  set: string,
  { evidence, near }: LabelledQuestion,
): LabelledLookUp["about"] {
  const { corpus } = library;
  const councilOf = (id: string) => corpus.document(id)?.council ?? `the council of ${set}`;
  const all = unique(corpus.documents.map(({ id }) => councilOf(id)));
  const documents = unique(
    [...evidence, ...near].flatMap((quote) => placeIn(library, quote).map((p) => p.document)),
  );
  const councils = all.length === 1 ? all : unique(documents.map(councilOf));
  return { documents, councils };
}

function placeOf({ corpus }: Library, { position, sentence }: Candidate) {
  return { document: corpus.passages[position]!.documentId, ...sentence };
}

/** Sets of questions about other matters, and how many of each are taken. */
const STRANGERS = [
  ["xquad-en", 40],
  ["or-sharc", 20],
] as const;

/** Questions that have nothing to do with the minutes, each looked up in one of the libraries in turn. */
export async function lookUpStrangers(
  libraries: readonly Library[],
  root: string,
): Promise<LabelledLookUp[]> {
  const questions = STRANGERS.flatMap(([set, count]) => {
    const all = parseQueries(openSetFolder(root, set).read("queries.jsonl"));
    const step = Math.floor(all.length / count);
    return Array.from({ length: count }, (_, i) => all[i * step]!.text);
  });
  const found: LabelledLookUp[] = [];
  for (const [i, text] of questions.entries()) {
    const library = libraries[i % libraries.length]!;
    const known = knownNames(library.corpus);
    const asked = readAsked(library, known, text, []);
    const result = await lookUp(library, known, text, { asked });
    const labelled = {
      id: `stranger-${i}`,
      type: "unanswerable",
      subtype: "stranger",
      question: text,
      history: [],
      standalone: text,
      answerable: false,
      evidence: [],
      mode: "all" as const,
      mustInclude: [],
      answer: "",
      near: [],
    };
    found.push({
      ...result,
      library,
      labelled,
      asked,
      evidence: [],
      labels: result.candidates.map(() => false),
      set: "strangers",
      about: { documents: [], councils: [] },
    });
  }
  return found;
}

/** Whether the questions of a set are on real minutes, or asked of them, and not on invented ones. */
export const isOfRealMinutes = (set: string): boolean =>
  ["seeds-dev", "council-qa-dev", "strangers"].includes(set);

/** Invented minutes with labelled questions, to fit on: see its README. */
const TRAINING = "training";

/** Looks up the questions of every set in the folder `training`, but those that the reader was trained on. */
async function lookUpTraining(model: Model): Promise<LabelledLookUp[]> {
  const found: LabelledLookUp[] = [];
  const folders = readdirSync(TRAINING)
    .toSorted()
    .map((name) => openSetFolder(TRAINING, name));
  for (const folder of folders.filter((one) => one.has("questions.jsonl"))) {
    found.push(...(await lookUpSet(folder, folder.path("documents"), model)));
  }
  return found;
}

/** The questions that the models are fitted on: of both sets of real minutes, of the invented ones, and strangers. */
export async function lookUpAll(model: Model, root: string): Promise<LabelledLookUp[]> {
  const seeds = await lookUpSet(openSetFolder(root, "seeds-dev"), "seeds", model);
  const council = openSetFolder(root, "council-qa-dev");
  const others = await lookUpSet(council, council.path("documents"), model);
  const libraries = [seeds[0]!.library, others[0]!.library];
  const strangers = await lookUpStrangers(libraries, root);
  return [...seeds, ...others, ...(await lookUpTraining(model)), ...strangers];
}

/** Reads a folder of documents into an index of its own, which goes when the process ends, and opens it. */
export async function libraryOf(documents: string, model: Model): Promise<Library> {
  const indexDir = mkdtempSync(join(tmpdir(), "minutes-fit-"));
  process.once("exit", () => rmSync(indexDir, { recursive: true, force: true }));
  await ingest({ folders: [documents], indexDir, embedder: model.options, onWarning });
  return openLibrary({ indexDir, ...model, onWarning }).library;
}

/** Looks up every question of a set in an index of its documents. The index is kept open: the library reads from it. */
export async function lookUpSet(
  folder: SetFolder,
  documents: string,
  model: Model,
): Promise<LabelledLookUp[]> {
  const library = await libraryOf(documents, model);
  const known = knownNames(library.corpus);
  const questions = folder.has("questions.jsonl")
    ? parseQuestions(folder.read("questions.jsonl"))
    : parseQueries(folder.read("queries.jsonl")).map(questionFromQuery);
  const found: LabelledLookUp[] = [];
  for (const labelled of questions) {
    const evidence = evidencePlaces(library, labelled.evidence);
    const asked = readAsked(library, known, labelled.question, labelled.history);
    const result = await lookUp(library, known, asked.question, { asked });
    const labels = result.candidates.map((candidate) =>
      evidence.some((place) => cites(placeOf(library, candidate), place)),
    );
    found.push({
      ...result,
      library,
      labelled,
      asked,
      evidence,
      labels,
      set: folder.name,
      about: aboutOf(library, folder.name, labelled),
    });
  }
  return found;
}
