import { byGroup, inHalves, inParts, inSample, type Split } from "../../src/evaluation/folds.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import { isOfRealMinutes, type LabelledLookUp } from "./look-ups.ts";
import { followsUp, type Fitting } from "./models.ts";
import { triedMeasures, tryOut, type Tried } from "./report.ts";

const PARTS = 10;
const OTHER_MINUTES = "other minutes";

type Splitting = (lookUps: readonly LabelledLookUp[]) => Split[];

/** One question in ten left out of the fitting in turn. */
export const otherQuestions: Splitting = (lookUps) => inParts(lookUps.length, PARTS);

/** Ways to fit on a part of the questions and try on another, from the kindest to the hardest. */
export const SPLITTINGS: Record<string, Splitting> = {
  "in sample": (lookUps) => inSample(lookUps.length),
  "other questions": otherQuestions,
  "half the questions": (lookUps) => inHalves(lookUps.length),
  "other documents": (lookUps) => byGroup(lookUps.map(({ about }) => about.documents)),
  "other councils": (lookUps) => byGroup(lookUps.map(({ about }) => about.councils)),
  [OTHER_MINUTES]: (lookUps) => byGroup(lookUps.map(({ set }) => [set])),
};

/** Questions about invented minutes are fitted on too, but are no measure of the product. */
const isReal = ({ lookUp }: Tried): boolean => isOfRealMinutes(lookUp.set);

const named = (measures: Measures, suffix: string): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([measure, value]) => [`${measure}, ${suffix}`, value]),
  );

/**
 * How much of what the fitted models reach is owed to having seen the questions, their documents, councils or the whole
 * set of minutes. Measured on real minutes; last on the invented ones, each by models that have seen none of that set.
 */
export function heldOutMeasures(lookUps: readonly LabelledLookUp[], fitting: Fitting): Measures {
  const tried = Object.entries(SPLITTINGS).map(
    ([name, split]) => [name, tryOut(lookUps, split(lookUps), fitting)] as const,
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
  ) as Measures;
}
