import { abstentionMeasures } from "../../src/evaluation/answer-measures.ts";
import { rounded, type Measures } from "../../src/evaluation/measure.ts";
import type { AnswerScore } from "../../src/evaluation/score-answers.ts";
import { heldOutMeasures } from "../fit/held-out.ts";
import { lookUpAll } from "../fit/look-up-all.ts";
import { lookUpOtherBodies } from "../fit/other-bodies.ts";
import type { Model } from "../open-model.ts";
import { BOTH, HELD_OUT } from "./headlines.ts";
import type { EvalOptions } from "./options.ts";
import { openSetFolder } from "./set-folder.ts";
import { measureOf } from "./sets.ts";

const MINUTES = BOTH.split(" + ");

/** What the answers to both sets of minutes show together, and the models fitted on them; nothing unless both were asked. */
async function measureTogether(
  answers: ReadonlyMap<string, AnswerScore[]>,
  model: Model,
  root: string,
): Promise<Record<string, Measures>> {
  if (!MINUTES.every((name) => answers.has(name))) return {};
  const scores = MINUTES.flatMap((name) => answers.get(name) ?? []);
  const fitted = await lookUpAll(model, root);
  const others = await lookUpOtherBodies(model);
  return {
    [BOTH]: rounded(abstentionMeasures(scores)),
    [HELD_OUT]: rounded(heldOutMeasures(fitted, others, { reading: model.reader !== undefined })),
  };
}

/**
 * Measures sets one after the other, and both sets of minutes together.
 *
 * @param onSet is told of each set that is done, with what it missed and the seconds that it took
 */
export async function measureSets(
  { sets, root }: Pick<EvalOptions, "sets" | "root">,
  model: Model,
  onSet: (done: { name: string; misses: string; seconds: number }) => void,
): Promise<Record<string, Measures>> {
  const measured: Record<string, Measures> = {};
  const answered = new Map<string, AnswerScore[]>();
  for (const name of sets) {
    const started = performance.now();
    const folder = openSetFolder(root, name);
    const { measures, misses, answers } = await measureOf(folder)(folder, model);
    measured[name] = rounded(measures);
    if (answers) answered.set(name, answers);
    onSet({ name, misses, seconds: (performance.now() - started) / 1000 });
  }
  return { ...measured, ...(await measureTogether(answered, model, root)) };
}
