import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookUp, type LookUp } from "../../src/answering/ask.ts";
import type { Candidate } from "../../src/answering/evidence.ts";
import { knownNames } from "../../src/answering/question.ts";
import { openLibrary } from "../../src/library.ts";
import { parseQueries, questionFromQuery } from "../../src/evaluation/corpus-set.ts";
import { cites, type Evidence } from "../../src/evaluation/evidence.ts";
import { locateQuote } from "../../src/evaluation/locate-quote.ts";
import { parseQuestions, type LabelledQuestion } from "../../src/evaluation/question-set.ts";
import { ingest } from "../../src/ingest.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { openSetFolder, type SetFolder } from "../eval/set-folder.ts";
import type { Model } from "../open-model.ts";

/** A labelled question looked up; `labels[i]` tells whether `candidates[i]` is evidence of either grade. */
export type LabelledLookUp = LookUp & {
  library: Library;
  labelled: LabelledQuestion;
  evidence: Evidence[];
  labels: boolean[];
};

const onWarning = (message: string): void => console.error(message);

function evidencePlaces({ corpus, store }: Library, { evidence }: LabelledQuestion): Evidence[] {
  return evidence.flatMap((quote) => {
    for (const { id } of corpus.documents.filter(({ source }) => source.includes(quote.doc))) {
      const span = locateQuote(store.documentText(id), quote.quote);
      if (span) return [{ document: id, ...span, quote: quote.quote, grade: quote.grade }];
    }
    return [];
  });
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
    const result = await lookUp(library, knownNames(library.corpus), text);
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
    };
    found.push({
      ...result,
      library,
      labelled,
      evidence: [],
      labels: result.candidates.map(() => false),
    });
  }
  return found;
}

/** Looks up every question of a set in an index of its documents. The index is kept open: the library reads from it. */
export async function lookUpSet(
  folder: SetFolder,
  documents: string,
  model: Model,
): Promise<LabelledLookUp[]> {
  const indexDir = mkdtempSync(join(tmpdir(), "minutes-fit-"));
  process.once("exit", () => rmSync(indexDir, { recursive: true, force: true }));
  await ingest({ folders: [documents], indexDir, embedder: model.options, onWarning });
  const { library } = openLibrary({ indexDir, embedder: model.embedder, onWarning });
  const known = knownNames(library.corpus);
  const questions = folder.has("questions.jsonl")
    ? parseQuestions(folder.read("questions.jsonl"))
    : parseQueries(folder.read("queries.jsonl")).map(questionFromQuery);
  const found: LabelledLookUp[] = [];
  for (const labelled of questions) {
    const evidence = evidencePlaces(library, labelled);
    const result = await lookUp(library, known, labelled.standalone);
    const labels = result.candidates.map((candidate) =>
      evidence.some((place) => cites(placeOf(library, candidate), place)),
    );
    found.push({ ...result, library, labelled, evidence, labels });
  }
  return found;
}
