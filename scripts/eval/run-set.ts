import { parseQueries, questionFromQuery } from "../../src/evaluation/corpus-set.ts";
import { answerMeasures } from "../../src/evaluation/answer-measures.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import {
  parsePrecedents,
  parseQuestions,
  type LabelledQuestion,
} from "../../src/evaluation/question-set.ts";
import { askQuestions } from "./ask-questions.ts";
import { measurePrecedents } from "./find-precedents.ts";
import { withIndex } from "./index-of-folder.ts";
import type { LabelledIndex } from "./labelled-index.ts";
import type { Model } from "../open-model.ts";
import { cachedEmbedder } from "./cached-embedder.ts";
import { measureCorpus } from "./rank-corpus.ts";
import { measureSearch } from "./rank-questions.ts";
import type { SetFolder } from "./set-folder.ts";
import { missedAnswers, missedRankings } from "./show-misses.ts";

/** What one set gave; `misses` is text for a person. */
export type SetResult = { measures: Measures; misses: string };

async function measureQuestions(
  index: LabelledIndex,
  questions: readonly LabelledQuestion[],
): Promise<SetResult> {
  const search = await measureSearch(index, questions);
  const answers = await askQuestions(index, questions);
  return {
    measures: { ...search.measures, ...answerMeasures(answers.map(({ score }) => score)) },
    misses: missedRankings(search.ranked) + missedAnswers(answers),
  };
}

const precedentsOf = (folder: SetFolder) =>
  folder.has("precedents.jsonl") ? parsePrecedents(folder.read("precedents.jsonl")) : [];

const CACHE = ".cache/eval";

/** Questions about the seed minutes. */
const runSeedQuestions = (folder: SetFolder, model: Model, seeds: string) =>
  withIndex(seeds, model, async (index): Promise<SetResult> => {
    const questions = parseQuestions(folder.read("questions.jsonl"));
    const { measures, misses } = await measureQuestions(index, questions);
    const precedents = await measurePrecedents(index, precedentsOf(folder));
    return { measures: { ...measures, ...precedents }, misses };
  });

/**
 * Passages as the set gives them, and answers over its documents where it has them. The big sets have
 * none; their vectors are kept from run to run.
 */
async function runCorpus(folder: SetFolder, model: Model): Promise<SetResult> {
  const { embedder } = model;
  const isSmall = folder.has("documents");
  const passages = await measureCorpus(
    folder,
    isSmall ? embedder : cachedEmbedder(embedder, CACHE),
  );
  if (!isSmall) return { measures: passages, misses: "" };
  const questions = parseQueries(folder.read("queries.jsonl")).map(questionFromQuery);
  return withIndex(folder.path("documents"), model, async (index) => {
    const { measures, misses } = await measureQuestions(index, questions);
    return { measures: { ...passages, ...measures }, misses };
  });
}

/** Measures one set: labelled questions over the seeds, or a corpus with relevance judgements. */
export const runSet = (folder: SetFolder, model: Model, seeds: string): Promise<SetResult> =>
  folder.has("questions.jsonl") ? runSeedQuestions(folder, model, seeds) : runCorpus(folder, model);
