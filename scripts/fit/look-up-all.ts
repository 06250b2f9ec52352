import { readdirSync } from "node:fs";
import { lookUp } from "../../src/answering/ask.ts";
import { readAsked } from "../../src/answering/conversation.ts";
import { knownNames } from "../../src/answering/question.ts";
import { parseQueries } from "../../src/evaluation/corpus-set.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { openSetFolder, type SetFolder } from "../eval/set-folder.ts";
import type { Model } from "../open-model.ts";
import { datedQuestions } from "./dated-questions.ts";
import { lookUpQuestions, lookUpSet, type LabelledLookUp } from "./look-ups.ts";

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

/** Looks up the questions of a set, and some of them asked again with a time. */
async function lookUpWithDated(
  folder: SetFolder,
  documents: string,
  model: Model,
): Promise<LabelledLookUp[]> {
  const found = await lookUpSet(folder, documents, model);
  const { library, set } = found[0]!;
  const dated = datedQuestions(
    library,
    found.map(({ labelled }) => labelled),
  );
  return [...found, ...(await lookUpQuestions(library, set, dated))];
}

/** Looks up the questions of every set in the folder `training`, but those that the reader was trained on. */
async function lookUpTraining(model: Model): Promise<LabelledLookUp[]> {
  const found: LabelledLookUp[] = [];
  const folders = readdirSync(TRAINING)
    .toSorted()
    .map((name) => openSetFolder(TRAINING, name));
  for (const folder of folders.filter((one) => one.has("questions.jsonl"))) {
    found.push(...(await lookUpWithDated(folder, folder.path("documents"), model)));
  }
  return found;
}

/** The questions that the models are fitted on: of both sets of real minutes, of the invented ones, and strangers. */
export async function lookUpAll(model: Model, root: string): Promise<LabelledLookUp[]> {
  const seeds = await lookUpWithDated(openSetFolder(root, "seeds-dev"), "seeds", model);
  const council = openSetFolder(root, "council-qa-dev");
  const others = await lookUpWithDated(council, council.path("documents"), model);
  const libraries = [seeds[0]!.library, others[0]!.library];
  const strangers = await lookUpStrangers(libraries, root);
  return [...seeds, ...others, ...(await lookUpTraining(model)), ...strangers];
}
