import { byGroup, inHalves, inParts, inSample, type Split } from "../../src/evaluation/folds.ts";
import type { Measures } from "../../src/evaluation/measure.ts";
import type { LabelledLookUp } from "./look-ups.ts";
import { triedMeasures, tryOut } from "./report.ts";

const PARTS = 10;

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
};

/** How much of what the fitted models reach is owed to having seen the questions, their documents or councils. */
export function heldOutMeasures(lookUps: readonly LabelledLookUp[]): Measures {
  const measured = Object.entries(SPLITTINGS).flatMap(([name, split]) =>
    Object.entries(triedMeasures(tryOut(lookUps, split(lookUps)))).map(
      ([measure, value]) => [`${measure}, ${name}`, value] as const,
    ),
  );
  return Object.fromEntries(measured);
}
