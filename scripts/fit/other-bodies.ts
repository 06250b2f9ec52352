import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseJsonLines } from "../../src/evaluation/json-lines.ts";
import type { LabelledQuestion, LabelledQuote } from "../../src/evaluation/question-set.ts";
import type { Library } from "../../src/retrieval/search.ts";
import { openSetFolder } from "../eval/set-folder.ts";
import type { Model } from "../open-model.ts";
import { scratchFolder } from "../scratch-folder.ts";
import { libraryOf, lookUpQuestions, type LabelledLookUp } from "./look-ups.ts";

/** Questions on real minutes of other bodies than councils, which are not part of this repository; see its README. */
const FOLDER = "eval/other-bodies";
const MINUTES = process.env["MINUTES_DIR"] ?? "../shared/minutes";

const Place = z.object({ doc: z.string(), start: z.int(), end: z.int() });
const Question = z.object({
  id: z.string(),
  type: z.string(),
  subtype: z.string().optional(),
  question: z.string(),
  answerable: z.boolean(),
  mode: z.enum(["all", "any"]),
  evidence: z.array(Place.extend({ grade: z.union([z.literal(1), z.literal(2)]) })),
  near: z.array(Place),
});
/** A file of minutes, and the SHA-256 of its text as it was labelled. */
const File = z.object({ doc: z.string(), sha256: z.string() });

type Texts = ReadonlyMap<string, string>;

/** The texts of the files, by path; throws where one is not what was labelled. */
function textsOf(library: Library, set: string, files: readonly z.infer<typeof File>[]): Texts {
  const texts = new Map<string, string>();
  for (const { doc, sha256 } of files) {
    const id = library.corpus.documents.find(({ source }) => source === doc)?.id;
    const text = id === undefined ? "" : library.store.documentText(id);
    if (createHash("sha256").update(text).digest("hex") !== sha256)
      throw new Error(`${FOLDER}/${set}: the text of ${doc} is not the one that was labelled`);
    texts.set(doc, text);
  }
  return texts;
}

const quoteAt = (texts: Texts, { doc, start, end }: z.infer<typeof Place>): LabelledQuote => ({
  doc,
  quote: texts.get(doc)!.slice(start, end),
});

/** A question with the words of the places that it is labelled with. */
const labelled =
  (texts: Texts) =>
  ({ evidence, near, ...rest }: z.infer<typeof Question>): LabelledQuestion => ({
    ...rest,
    subtype: rest.subtype,
    standalone: rest.question,
    history: [],
    mustInclude: [],
    answer: "",
    evidence: evidence.map((place) => ({ ...quoteAt(texts, place), grade: place.grade })),
    near: near.map((place) => quoteAt(texts, place)),
  });

/** A folder with the files of a set alone; it goes when the process ends. */
function copied(set: string, files: readonly z.infer<typeof File>[]): string {
  const folder = scratchFolder();
  for (const { doc } of files) {
    const from = join(MINUTES, doc);
    if (!existsSync(from))
      throw new Error(`${FOLDER}/${set} needs ${from}; name the folder by MINUTES_DIR`);
    cpSync(from, join(folder, doc));
  }
  return folder;
}

/** The files and questions of a set as they are labelled (form: eval/other-bodies/README.md). Throws naming line and field. */
export function readOtherBody(name: string) {
  const folder = openSetFolder(FOLDER, name);
  return {
    files: parseJsonLines(folder.read("documents.jsonl"), File, "documents.jsonl"),
    questions: parseJsonLines(folder.read("questions.jsonl"), Question, "questions.jsonl"),
  };
}

async function lookUpOtherBody(name: string, model: Model): Promise<LabelledLookUp[]> {
  const { files, questions: read } = readOtherBody(name);
  const library = await libraryOf(copied(name, files), model);
  const questions = read.map(labelled(textsOf(library, name, files)));
  return lookUpQuestions(library, name, questions);
}

/** The names of the sets of such questions. */
export const otherBodies = (): string[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();

/** Looks up the questions on minutes of other bodies; none where their minutes are not there. */
export async function lookUpOtherBodies(model: Model): Promise<LabelledLookUp[]> {
  if (!existsSync(MINUTES)) return [];
  const found: LabelledLookUp[] = [];
  for (const name of otherBodies()) found.push(...(await lookUpOtherBody(name, model)));
  return found;
}
