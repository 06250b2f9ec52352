import { byGroup, inHalves, inSample, type Split } from "../../src/evaluation/folds.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import { DATED } from "./dated-questions.ts";
import { isOfRealMinutes } from "./look-up-all.ts";
import type { LabelledLookUp } from "./look-ups.ts";
import { followsUp, type Fitting } from "./models.ts";
import { triedMeasures, tryOut, type Tried } from "./report.ts";

const PARTS = 10;
const OTHER_MINUTES = "other minutes";

type Splitting = (lookUps: readonly LabelledLookUp[]) => Split[];

/** One question in ten left out of the fitting in turn, with what asks it again with a time. */
export const otherQuestions: Splitting = (lookUps) => {
  const named = lookUps.map(({ set, labelled }) => `${set} ${labelled.id}`);
  const part = new Map([...new Set(named)].map((name, i) => [name, String(i % PARTS)]));
  return byGroup(named.map((name) => [part.get(name)!]));
};

/** What a question is left out with: its documents or councils; the whole set where nothing is measured on it. */
const groupsBy =
  (part: "documents" | "councils") =>
  ({ about, set }: LabelledLookUp): string[] =>
    isOfRealMinutes(set) ? about[part] : [set];

/** Ways to fit on a part of the questions and try on another, from the kindest to the hardest. */
const SPLITTINGS: Record<string, Splitting> = {
  "in sample": (lookUps) => inSample(lookUps.length),
  "other questions": otherQuestions,
  "half the questions": (lookUps) => inHalves(lookUps.length),
  "other documents": (lookUps) => byGroup(lookUps.map(groupsBy("documents"))),
  "other councils": (lookUps) => byGroup(lookUps.map(groupsBy("councils"))),
  [OTHER_MINUTES]: (lookUps) => byGroup(lookUps.map(({ set }) => [set])),
};

/** Names what is measured on questions that nothing is fitted on. */
const OTHER_BODIES = "minutes of other bodies";

/** All that is measured of fitted models, as it is named: the ways to split, and the questions that nothing is fitted on. */
export const WAYS: readonly string[] = [...Object.keys(SPLITTINGS), OTHER_BODIES];

/** Questions about invented minutes are fitted on too, but are no measure of the product. */
const isReal = ({ lookUp }: Tried): boolean => isOfRealMinutes(lookUp.set);

/** What nobody wrote, but a question asked again with a time, is no measure at all. */
const isWritten = ({ lookUp }: Tried): boolean => lookUp.labelled.type !== DATED;

const named = (measures: Measures, suffix: string): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([measure, value]) => [`${measure}, ${suffix}`, value]),
  );

/** What models that are fitted on all of the questions reach on others. */
function measuresOfOthers(
  lookUps: readonly LabelledLookUp[],
  others: readonly LabelledLookUp[],
  fitting: Fitting,
): Measures {
  const all = [...lookUps, ...others];
  const test = [...all.keys()].slice(lookUps.length);
  const split = { training: [...lookUps.keys()], test };
  const tried = tryOut(all, [...otherQuestions(lookUps), split], fitting);
  return triedMeasures(tried.slice(lookUps.length));
}

/**
 * How much of what the fitted models reach is owed to having seen the questions, their documents, councils or the whole
 * set of minutes. Measured on real minutes; then on the invented ones, each by models that have seen none of that set; last
 * on `others`, questions that nothing is fitted on.
 */
export function heldOutMeasures(
  lookUps: readonly LabelledLookUp[],
  others: readonly LabelledLookUp[],
  fitting: Fitting,
): Measures {
  const tried = Object.entries(SPLITTINGS).map(
    ([name, split]) => [name, tryOut(lookUps, split(lookUps), fitting).filter(isWritten)] as const,
  );
  const invented = tried.find(([name]) => name === OTHER_MINUTES)![1].filter((row) => !isReal(row));
  return Object.assign(
    {},
    ...tried.map(([name, rows]) => named(triedMeasures(rows.filter(isReal)), name)),
    named(
      triedMeasures(invented.filter(({ lookUp }) => !followsUp(lookUp))),
      "other minutes, invented",
    ),
    named(
      triedMeasures(invented.filter(({ lookUp }) => followsUp(lookUp))),
      "other minutes, invented, follow-ups",
    ),
    ...(others.length > 0 ? [named(measuresOfOthers(lookUps, others, fitting), OTHER_BODIES)] : []),
  ) as Measures;
}
