import { standaloneQuestion } from "../../../src/answering/follow-up.ts";
import {
  parsePairs,
  parseRewrites,
  rewriteMeasures,
  type Rewrite,
} from "../../../src/evaluation/rewrites.ts";
import type { MeasureSet } from "../measured-set.ts";

/** The set's conversations name no councils or speakers of minutes. */
const NO_NAMES = { councils: new Map<string, string[]>(), speakers: [] };
const SHOWN = 60;

const standalone = (question: string, history: Rewrite["history"]): string =>
  standaloneQuestion(question, history, NO_NAMES);

/** Every so many-th question beside both its rewrites, for a person to read. */
function examples(rewrites: readonly Rewrite[]): string {
  const every = Math.max(1, Math.floor(rewrites.length / SHOWN));
  return rewrites
    .filter((_, i) => i % every === 0)
    .map((each) => {
      const { question, history, byHand } = each;
      return `\n${question}\n  by hand: ${byHand}\n  here:    ${standalone(question, history)}`;
    })
    .join("");
}

/** Measures follow-ups against people's rewrites; no passages are needed. */
export const measureRewrites: MeasureSet = async (folder) => {
  const rewrites = parseRewrites(folder.read("queries.jsonl"));
  const refs = "multiple_refs.json";
  const pairs = folder.has(refs) ? parsePairs(folder.read(refs)) : [];
  return { measures: rewriteMeasures(rewrites, standalone, pairs), misses: examples(rewrites) };
};
