import { writeFileSync } from "node:fs";
import type { LogisticModel } from "../src/answering/logistic.ts";
import { readConfig } from "../src/config.ts";
import { rounded, type Measures } from "../src/evaluation/measure.ts";
import { otherQuestions } from "./fit/held-out.ts";
import { lookUpAll, type LabelledLookUp } from "./fit/look-ups.ts";
import { fitConfidence, fitEvidence } from "./fit/models.ts";
import { fittedBar, triedMeasures, tryOut } from "./fit/report.ts";
import { openModel, type Model } from "./open-model.ts";

const FOLDER = "src/answering";
const ROOT = process.env["EVAL_DIR"] ?? "../shared/eval";

const shortened = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(5)) : value;

function keep(file: string, model: LogisticModel, embedder: string, report: object): void {
  writeFileSync(
    `${FOLDER}/${file}`,
    `${JSON.stringify({ embedder, report, ...model }, shortened, 2)}\n`,
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
function fitAll(lookUps: readonly LabelledLookUp[], embedder: string): void {
  const tried = tryOut(lookUps, otherQuestions(lookUps));
  const measures = triedMeasures(tried);
  keep("evidence-model.json", fitEvidence(lookUps), embedder, {
    crossValidated: valuesOf(measures, /^citation/),
    questions: lookUps.filter(({ labelled }) => labelled.answerable).length,
  });
  const confidence = { ...fitConfidence(tried.map(({ one }) => one)), bar: fittedBar(tried) };
  keep("confidence-model.json", confidence, embedder, {
    crossValidated: valuesOf(measures, /^(?!citation)/),
    questions: lookUps.length,
  });
}

async function main(): Promise<void> {
  const model: Model = await openModel(readConfig());
  const lookUps = await lookUpAll(model, ROOT);
  const { name, checksum } = model.embedder.description;
  fitAll(lookUps, `${name} ${checksum}`);
  await model.embedder.close();
}

await main();
