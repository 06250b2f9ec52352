import { writeFileSync } from "node:fs";
import type { LogisticModel } from "../src/answering/logistic.ts";
import { readConfig } from "../src/config.ts";
import { openSetFolder } from "./eval/set-folder.ts";
import { crossValidate } from "./fit/folds.ts";
import { lookUpSet, lookUpStrangers, type LabelledLookUp } from "./fit/look-ups.ts";
import { confidenceCase, fitConfidence, fitEvidence } from "./fit/models.ts";
import { confidenceReport, judge, selectionReport, selectionScore } from "./fit/report.ts";
import { openModel, type Model } from "./open-model.ts";

const FOLDS = 10;
const FOLDER = "src/answering";
const ROOT = process.env["EVAL_DIR"] ?? "../shared/eval";

const rounded = (_: string, value: unknown): unknown =>
  typeof value === "number" ? Number(value.toPrecision(5)) : value;

function keep(file: string, model: LogisticModel, embedder: string, report: object): void {
  writeFileSync(
    `${FOLDER}/${file}`,
    `${JSON.stringify({ embedder, report, ...model }, rounded, 2)}\n`,
  );
  console.log(file, JSON.stringify(report, null, 2));
}

/** Sentences first, then confidence over sentences that were scored by models that had not seen the question. */
function fitAll(lookUps: readonly LabelledLookUp[], embedder: string): void {
  const answerable = lookUps.filter(({ labelled }) => labelled.answerable);
  const selection = crossValidate(answerable, FOLDS, fitEvidence, selectionScore);
  keep("evidence-model.json", fitEvidence(lookUps), embedder, {
    crossValidated: selectionReport(selection),
  });
  const cases = crossValidate(lookUps, FOLDS, fitEvidence, (model, lookUp) => ({
    lookUp,
    one: confidenceCase(lookUp, model),
  }));
  const fitCases = (training: typeof cases) => fitConfidence(training.map(({ one }) => one));
  const judged = crossValidate(cases, FOLDS, (training) => fitCases([...training]), judge);
  const crossValidated = confidenceReport(judged);
  const model = { ...fitCases(cases), bar: crossValidated.barAtFivePercent };
  keep("confidence-model.json", model, embedder, { crossValidated });
}

async function main(): Promise<void> {
  const model: Model = await openModel(readConfig());
  const seeds = await lookUpSet(openSetFolder(ROOT, "seeds-dev"), "seeds", model);
  const council = openSetFolder(ROOT, "council-qa-dev");
  const others = await lookUpSet(council, council.path("documents"), model);
  const { name, checksum } = model.embedder.description;
  const strangers = await lookUpStrangers([seeds[0]!.library, others[0]!.library], ROOT);
  fitAll([...seeds, ...others, ...strangers], `${name} ${checksum}`);
  await model.embedder.close();
}

await main();
