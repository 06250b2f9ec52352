import type { MeasureSet } from "./measured-set.ts";
import type { SetFolder } from "./set-folder.ts";
import { measureRewrites } from "./sets/canard-dev.ts";
import { measureCollectionSet } from "./sets/collection.ts";
import { measureCouncilQuestions } from "./sets/council-qa-dev.ts";
import { measureOrSharc } from "./sets/or-sharc.ts";
import { measureReading } from "./sets/reading.ts";
import { measureScifact } from "./sets/scifact.ts";
import { measureSeedQuestions } from "./sets/seeds-dev.ts";

/** How each set is measured; those that the README's table shows are measured without being named. */
const SETS: Record<string, { measure: MeasureSet; usual: boolean }> = {
  "seeds-dev": { measure: measureSeedQuestions, usual: true },
  "council-qa-dev": { measure: measureCouncilQuestions, usual: true },
  "qmsum-committee": { measure: measureCollectionSet, usual: true },
  scifact: { measure: measureScifact, usual: true },
  "squad2-dev": { measure: measureReading, usual: true },
  "xquad-en": { measure: measureReading, usual: false },
  "or-sharc": { measure: measureOrSharc, usual: false },
  "canard-dev": { measure: measureRewrites, usual: false },
  cisi: { measure: measureCollectionSet, usual: false },
};

export const ALL_SETS = Object.keys(SETS);
export const USUAL_SETS = ALL_SETS.filter((name) => SETS[name]?.usual);

/** How a set is measured; one that is not listed by what its folder holds. */
export function measureOf(folder: SetFolder): MeasureSet {
  const known = SETS[folder.name]?.measure;
  return known ?? (folder.has("questions.jsonl") ? measureSeedQuestions : measureCollectionSet);
}
