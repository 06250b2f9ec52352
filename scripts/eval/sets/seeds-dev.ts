import { parsePrecedents, parseQuestions } from "../../../src/evaluation/question-set.ts";
import { measurePrecedents } from "../find-precedents.ts";
import { withIndex } from "../index-of-folder.ts";
import { measureQuestions } from "../measure-questions.ts";
import type { MeasureSet } from "../measured-set.ts";
import type { SetFolder } from "../set-folder.ts";

const SEEDS = "seeds";

const precedentsOf = (folder: SetFolder) =>
  folder.has("precedents.jsonl") ? parsePrecedents(folder.read("precedents.jsonl")) : [];

/** Labelled questions about the seed minutes, and precedents where the set has them: seeds-dev, and the set that ships. */
export const measureSeedQuestions: MeasureSet = (folder, model) =>
  withIndex(SEEDS, model, async (index) => {
    const questions = parseQuestions(folder.read("questions.jsonl"));
    const asked = await measureQuestions(index, questions);
    const precedents = await measurePrecedents(index, precedentsOf(folder));
    return {
      ...asked,
      measures: { ...asked.measures, ...precedents.measures },
      misses: asked.misses + precedents.misses,
    };
  });
