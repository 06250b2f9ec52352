import { readFileSync, writeFileSync } from "node:fs";
import { measureText, type Results } from "../../src/evaluation/results.ts";
import { table } from "../../src/evaluation/table.ts";
import { HEADLINES } from "./headlines.ts";

const START = "<!-- eval:start (written by npm run eval) -->";
const END = "<!-- eval:end -->";
const MODELS = "src/answering";

type Report = { report: { crossValidated: Record<string, number> } };

const crossValidated = (file: string): Record<string, number> =>
  (JSON.parse(readFileSync(`${MODELS}/${file}`, "utf8")) as Report).report.crossValidated;

/** What the fitted models reach on questions they were not fitted on, as they report it themselves. */
export function fittedText(): string {
  const { recall, precision, questions } = crossValidated("evidence-model.json");
  const { auroc, aurocNearMisses } = crossValidated("confidence-model.json");
  return `On questions left out of the fitting (10 parts, both sets, ${questions} answerable questions): citation recall ${recall} at precision ${precision}; confidence, answerable against not, AUROC ${auroc}, near misses ${aurocNearMisses}.`;
}

/** The README's table of measured numbers; measures that were never taken are left out. */
export function headlineTable(results: Results): string {
  const rows = HEADLINES.flatMap(({ set, measure, label, simplest }) => {
    const found = results.sets[set]?.[measure];
    return found ? [[set, label, measureText(found), simplest]] : [];
  });
  return table([["set", "measure", "here (95 % interval)", "by simple means"], ...rows]);
}

/** A text with what stands between the marks replaced. Throws when the marks are not there. */
export function withRegion(text: string, content: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start)
    throw new Error(`README.md has no lines "${START}" and "${END}"`);
  return `${text.slice(0, start + START.length)}\n\n${content}\n\n${text.slice(end)}`;
}

/** Writes the measured numbers into the README, and those of the fitting. */
export function updateReadme(results: Results, path = "README.md"): void {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, withRegion(text, `${headlineTable(results)}\n\n${fittedText()}`));
}
