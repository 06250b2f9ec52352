import { answerMeasures, abstentionMeasures } from "../../../src/evaluation/answer-measures.ts";
import {
  parseCorpus,
  parseQueries,
  type CorpusPassage,
} from "../../../src/evaluation/corpus-set.ts";
import type { Evidence } from "../../../src/evaluation/evidence.ts";
import type { Measures } from "../../../src/evaluation/measure.ts";
import {
  evenSample,
  readingQuestion,
  type ReadingQuestion,
} from "../../../src/evaluation/reading-set.ts";
import { askQuestions, type ScoredAnswer } from "../ask-questions.ts";
import { measureCollection } from "../corpus-rankings.ts";
import { withIndex, withTemporaryFolder } from "../index-of-folder.ts";
import type { LabelledIndex } from "../labelled-index.ts";
import type { MeasureSet } from "../measured-set.ts";
import { writeParagraphs } from "../paragraph-folder.ts";
import { READ_IN_TRAINING } from "../read-in-training.ts";
import type { SetFolder } from "../set-folder.ts";
import { missedAnswers } from "../show-misses.ts";
import { keepingVectors } from "../vector-cache.ts";

/** Questions asked, of all; every so many-th is taken. */
const ASKED = 1000;

/** The places of the answers in the documents of the index, whose texts the paragraphs are. */
function placed(
  { index, files }: { index: LabelledIndex; files: Map<string, string> },
  { question, paragraph, answers }: ReadingQuestion,
) {
  const document = index.documents.find(({ source }) => source === files.get(paragraph));
  if (!document) throw new Error(`paragraph "${paragraph}" is not in the index`);
  const evidence = answers.map(({ start, end }): Evidence => ({
    document: document.id,
    start,
    end,
    quote: document.text.slice(start, end),
    grade: 2,
  }));
  return { question, evidence, document: document.id };
}

type Placed = ReturnType<typeof placed>;

const scores = (answers: readonly ScoredAnswer[]) => answers.map(({ score }) => score);

const prefixed = (prefix: string, measures: Measures): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [`${prefix}, ${name}`, measure]),
  );

/** Does the paragraph alone answer? Nothing where every question is answered by its own. */
async function measureAlone(index: LabelledIndex, questions: readonly Placed[]): Promise<Measures> {
  if (questions.every(({ question }) => question.answerable)) return {};
  const alone = questions.map((one) => ({ ...one, filters: { document: [one.document] } }));
  const answers = await askQuestions(index, alone);
  return prefixed("paragraph alone", abstentionMeasures(scores(answers)));
}

/** The questions of a set, but those on what the reader was trained on. */
function readQuestions(folder: SetFolder, paragraphs: readonly CorpusPassage[]): ReadingQuestion[] {
  const asked = paragraphs.filter(({ title }) => !READ_IN_TRAINING.has(title));
  const byId = new Map(asked.map((paragraph) => [paragraph.id, paragraph]));
  const queries = parseQueries(folder.read("queries.jsonl"));
  return queries.flatMap((query) => readingQuestion(query, byId) ?? []);
}

/**
 * Questions on encyclopedia paragraphs: the right paragraph among all; answers from all paragraphs;
 * and, where some questions have no answer, answers from the paragraph alone.
 */
export const measureReading: MeasureSet = async (folder, model) => {
  const keeping = keepingVectors(model, folder);
  const paragraphs = parseCorpus(folder.read("corpus.jsonl"));
  const questions = evenSample(readQuestions(folder, paragraphs), ASKED);
  // Without the reader, which learnt from some of these paragraphs.
  const search = await measureCollection(folder, { embedder: keeping, reader: undefined });
  return withTemporaryFolder((documents) => {
    const files = writeParagraphs(documents, paragraphs);
    const work = async (index: LabelledIndex) => {
      const asked = questions.map((one) => placed({ index, files }, one));
      const answers = await askQuestions(index, asked);
      const alone = await measureAlone(index, asked);
      const measures = { ...search, ...answerMeasures(scores(answers)), ...alone };
      return { measures, misses: missedAnswers(answers) };
    };
    return withIndex(documents, model, work, keeping);
  });
};
