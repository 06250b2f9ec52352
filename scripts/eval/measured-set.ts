import type { Measures } from "../../src/evaluation/measure.ts";
import type { AnswerScore } from "../../src/evaluation/score-answers.ts";
import type { Model } from "../open-model.ts";
import type { SetFolder } from "./set-folder.ts";

/** What one set gave; `misses` is text for a person, `answers` are kept to be measured together with other sets'. */
export type SetResult = { measures: Measures; misses: string; answers?: AnswerScore[] };

/** Measures one set of a folder. */
export type MeasureSet = (folder: SetFolder, model: Model) => Promise<SetResult>;
