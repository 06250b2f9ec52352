import { writeFileSync } from "node:fs";
import type { LogisticModel } from "../src/answering/logistic.ts";
import { readConfig } from "../src/config.ts";
import { rounded, type Measures } from "../src/evaluation/measure.ts";
import { otherQuestions } from "./fit/held-out.ts";
import { lookUpAll, type LabelledLookUp } from "./fit/look-ups.ts";
import { fitConfidence, fitEvidence, type Fitting } from "./fit/models.ts";
import { fittedBar, triedMeasures, tryOut } from "./fit/report.ts";
import { openModel, type Model } from "./open-model.ts";

const FOLDER = "src/answering";
const ROOT = process.env["EVAL_DIR"] ?? "../shared/eval";

const shortened = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(5)) : value;

/** The models that found and read the passages. */
type FittedFor = { embedder: string; reader?: string };

function keep(file: string, model: LogisticModel, fittedFor: FittedFor, report: object): void {
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
      .filter(([name]) => wanted.test(name))
      .map(([name, { value }]) => [name, value]),
  );

/** Sentences first, then confidence over sentences that were scored by models that had not seen the question. */
function fitAll(lookUps: readonly LabelledLookUp[], fittedFor: FittedFor, fitting: Fitting): void {
  const tried = tryOut(lookUps, otherQuestions(lookUps), fitting);
  const measures = triedMeasures(tried);
  const suffix = fitting.reading ? "-read" : "";
  keep(`evidence-model${suffix}.json`, fitEvidence(lookUps, fitting), fittedFor, {
    crossValidated: valuesOf(measures, /^citation/),
    questions: lookUps.filter(({ labelled }) => labelled.answerable).length,
  });
  const cases = tried.map(({ one }) => one);
  const confidence = { ...fitConfidence(cases, fitting), bar: fittedBar(tried, fitting) };
  keep(`confidence-model${suffix}.json`, confidence, fittedFor, {
    crossValidated: valuesOf(measures, /^(?!citation)/),
    questions: lookUps.length,
  });
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
