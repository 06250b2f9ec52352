import { answerMeasures, abstentionMeasures } from "../../../src/evaluation/answer-measures.ts";
import { parseCorpus, parseQueries } from "../../../src/evaluation/corpus-set.ts";
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

const scores = (answers: readonly ScoredAnswer[]) => answers.map(({ score }) => score);

const prefixed = (prefix: string, measures: Measures): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([name, measure]) => [`${prefix}, ${name}`, measure]),
  );

/**
 * Questions on encyclopedia paragraphs: the right paragraph among all; answers from all paragraphs;
 * and, where some questions have no answer, answers from the paragraph alone: does it answer the
 * question?
 */
export const measureReading: MeasureSet = async (folder, model) => {
  const keeping = keepingVectors(model, folder);
  const paragraphs = parseCorpus(folder.read("corpus.jsonl"));
  const byId = new Map(paragraphs.map((paragraph) => [paragraph.id, paragraph]));
  const all = parseQueries(folder.read("queries.jsonl")).flatMap(
    (query) => readingQuestion(query, byId) ?? [],
  );
  const search = await measureCollection(folder, keeping);
  return withTemporaryFolder((documents) => {
    const files = writeParagraphs(documents, paragraphs);
    const work = async (index: LabelledIndex) => {
      const asked = evenSample(all, ASKED).map((one) => placed({ index, files }, one));
      const answers = await askQuestions(index, asked);
      const alone = asked.every(({ question }) => question.answerable)
        ? []
        : await askQuestions(
            index,
            asked.map((one) => ({ ...one, filters: { document: [one.document] } })),
          );
      return {
        measures: {
          ...search,
          ...answerMeasures(scores(answers)),
          ...(alone.length > 0 && prefixed("paragraph alone", abstentionMeasures(scores(alone)))),
        },
        misses: missedAnswers(answers),
      };
    };
    return withIndex(documents, model, work, keeping);
  });
};
