import { parsePrecedents, parseQuestions } from "../../../src/evaluation/question-set.ts";
import { measurePrecedents } from "../find-precedents.ts";
import { withIndex } from "../index-of-folder.ts";
import { measureQuestions } from "../measure-questions.ts";
import type { MeasureSet } from "../measured-set.ts";
import type { SetFolder } from "../set-folder.ts";

const SEEDS = "seeds";

export const precedentsOf = (folder: SetFolder) =>
  folder.has("precedents.jsonl") ? parsePrecedents(folder.read("precedents.jsonl")) : [];

/** Where the minutes of a set are: its own documents, or the seeds. */
export const minutesOf = (folder: SetFolder): string =>
  folder.has("documents") ? folder.path("documents") : SEEDS;

/** Labelled questions about minutes, and precedents where the set has them: seeds-dev, the set that ships, and others alike. */
export const measureSeedQuestions: MeasureSet = (folder, model) =>
  withIndex(minutesOf(folder), model, async (index) => {
    const questions = parseQuestions(folder.read("questions.jsonl"));
    const asked = await measureQuestions(index, questions);
    const precedents = await measurePrecedents(index, precedentsOf(folder));
    return {
      ...asked,
      measures: { ...asked.measures, ...precedents.measures },
      misses: asked.misses + precedents.misses,
    };
  });
