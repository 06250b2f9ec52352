import { writeFileSync } from "node:fs";
import type { LogisticModel } from "../src/answering/logistic.ts";
import { readConfig } from "../src/config.ts";
import { rounded, type Measures } from "../src/evaluation/measure.ts";
import { DATED } from "./fit/dated-questions.ts";
import { otherQuestions } from "./fit/held-out.ts";
import { lookUpAll } from "./fit/look-up-all.ts";
import type { LabelledLookUp } from "./fit/look-ups.ts";
import { fitConfidence, fitEvidence, followsUp, type Fitting } from "./fit/models.ts";
import { fittedBar, triedMeasures, tryOut } from "./fit/report.ts";
import { openModel, type Model } from "./open-model.ts";

const FOLDER = "src/answering";
const ROOT = process.env["EVAL_DIR"] ?? "../shared/eval";

/**
 * Share of the answerable follow-ups that may be refused. They are harder to tell apart than questions that stand alone: at
 * the usual 5 % most of those are answered that the minutes do not answer.
 */
const FOLLOW_UPS_REFUSED = 0.1;

const shortened = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(5)) : value;

/** The models that found and read the passages. */
type FittedFor = { embedder: string; reader?: string };

/** A model as it stands in its file, with the bar of one that judges whether there is an answer. */
type Fitted = LogisticModel & { bar?: number };

function keep(file: string, model: Fitted, fittedFor: FittedFor, report: object): void {
  writeFileSync(
    `${FOLDER}/${file}`,
    `${JSON.stringify({ ...fittedFor, report, ...model }, shortened, 2)}\n`,
  );
  console.log(file, JSON.stringify(report, null, 2));
}

/** The values of the measures whose names begin so, as they stand in a model's file. */
const valuesOf = (measures: Measures, wanted: RegExp): Record<string, number> =>
  Object.fromEntries(
    Object.entries(rounded(measures))
      .filter(([name, { value }]) => wanted.test(name) && !Number.isNaN(value))
      .map(([name, { value }]) => [name, value]),
  );

/** The kinds of questions that have models of their own, as files and pairs name them, and how many may be refused. */
const KINDS = [
  { prefix: "", kind: "alone", refused: undefined },
  { prefix: "follow-up-", kind: "followUp", refused: FOLLOW_UPS_REFUSED },
] as const;

/** Sentences first, then confidence over sentences that were scored by models that had not seen the question. */
function fitAll(lookUps: readonly LabelledLookUp[], fittedFor: FittedFor, fitting: Fitting): void {
  const tried = tryOut(lookUps, otherQuestions(lookUps), fitting);
  const evidence = fitEvidence(lookUps, fitting);
  const confidence = fitConfidence(tried, fitting);
  const suffix = fitting.reading ? "-read.json" : ".json";
  for (const { prefix, kind, refused } of KINDS) {
    const own = tried.filter(
      ({ lookUp }) => followsUp(lookUp) === (kind === "followUp") && lookUp.labelled.type !== DATED,
    );
    const measures = triedMeasures(own);
    keep(`${prefix}evidence-model${suffix}`, evidence[kind], fittedFor, {
      crossValidated: valuesOf(measures, /^citation/),
      questions: own.filter(({ lookUp }) => lookUp.labelled.answerable).length,
    });
    const judging = { ...confidence[kind], bar: fittedBar(own, refused) };
    keep(`${prefix}confidence-model${suffix}`, judging, fittedFor, {
      crossValidated: valuesOf(measures, /^(?!citation)/),
      questions: own.length,
    });
  }
}

async function main(): Promise<void> {
  const model: Model = await openModel(readConfig());
  const lookUps = await lookUpAll(model, ROOT);
  const { name, checksum } = model.embedder.description;
  const embedder = `${name} ${checksum}`;
  fitAll(lookUps, { embedder }, { reading: false });
  if (model.reader) fitAll(lookUps, { embedder, reader: model.reader.name }, { reading: true });
  await model.close();
}

await main();
