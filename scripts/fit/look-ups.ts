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
import type { SetFolder } from "../eval/set-folder.ts";
import type { Model } from "../open-model.ts";
import { scratchFolder } from "../scratch-folder.ts";

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

/** Reads a folder of documents into an index of its own, which goes when the process ends, and opens it. */
export async function libraryOf(documents: string, model: Model): Promise<Library> {
  const indexDir = scratchFolder();
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
  const questions = folder.has("questions.jsonl")
    ? parseQuestions(folder.read("questions.jsonl"))
    : parseQueries(folder.read("queries.jsonl")).map(questionFromQuery);
  return lookUpQuestions(library, folder.name, questions);
}

/** Looks up labelled questions in a library. */
export async function lookUpQuestions(
  library: Library,
  set: string,
  questions: readonly LabelledQuestion[],
): Promise<LabelledLookUp[]> {
  const known = knownNames(library.corpus);
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
      set,
      about: aboutOf(library, set, labelled),
    });
  }
  return found;
}
