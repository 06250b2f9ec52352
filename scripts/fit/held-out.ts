import { byGroup, inHalves, inParts, inSample, type Split } from "../../src/evaluation/folds.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import { isMeasured, isOfRealMinutes } from "./look-up-all.ts";
import type { LabelledLookUp } from "./look-ups.ts";
import { followsUp, type Fitting } from "./models.ts";
import { triedMeasures, tryOut, type Tried } from "./report.ts";

const PARTS = 10;
const OTHER_MINUTES = "other minutes";

type Splitting = (lookUps: readonly LabelledLookUp[]) => Split[];

/** One question in ten left out of the fitting in turn. */
export const otherQuestions: Splitting = (lookUps) => inParts(lookUps.length, PARTS);

/** What a question is left out with: its documents or councils; the whole set where nothing is measured on it. */
const groupsBy =
  (part: "documents" | "councils") =>
  ({ about, set }: LabelledLookUp): string[] =>
    isMeasured(set) ? about[part] : [set];

/** Ways to fit on a part of the questions and try on another, from the kindest to the hardest. */
export const SPLITTINGS: Record<string, Splitting> = {
  "in sample": (lookUps) => inSample(lookUps.length),
  "other questions": otherQuestions,
  "half the questions": (lookUps) => inHalves(lookUps.length),
  "other documents": (lookUps) => byGroup(lookUps.map(groupsBy("documents"))),
  "other councils": (lookUps) => byGroup(lookUps.map(groupsBy("councils"))),
  [OTHER_MINUTES]: (lookUps) => byGroup(lookUps.map(({ set }) => [set])),
};

/** Questions on other minutes are fitted on too, but are no measure of the product. */
const isReal = ({ lookUp }: Tried): boolean => isMeasured(lookUp.set);
const isInvented = ({ lookUp }: Tried): boolean => !isOfRealMinutes(lookUp.set);
const isOfOtherBodies = (row: Tried): boolean => !isReal(row) && !isInvented(row);

const named = (measures: Measures, suffix: string): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([measure, value]) => [`${measure}, ${suffix}`, value]),
  );

/**
 * How much of what the fitted models reach is owed to having seen the questions, their documents, councils or the whole
 * set of minutes. Measured on real minutes of councils; then on those of other bodies and on the invented ones, each by models
 * that have seen none of that set.
 */
export function heldOutMeasures(lookUps: readonly LabelledLookUp[], fitting: Fitting): Measures {
  const tried = Object.entries(SPLITTINGS).map(
    ([name, split]) => [name, tryOut(lookUps, split(lookUps), fitting)] as const,
  );
  const onOthers = tried.find(([name]) => name === OTHER_MINUTES)![1];
  const invented = onOthers.filter(isInvented);
  return Object.assign(
    {},
    ...tried.map(([name, rows]) => named(triedMeasures(rows.filter(isReal)), name)),
    named(triedMeasures(onOthers.filter(isOfOtherBodies)), "other minutes, of other bodies"),
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
