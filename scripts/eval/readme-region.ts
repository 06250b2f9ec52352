import { readFileSync, writeFileSync } from "node:fs";
import { measureText, type Results } from "../../src/evaluation/results.ts";
import { table } from "../../src/evaluation/table.ts";
import { WAYS } from "../fit/held-out.ts";
import { HEADLINES, HELD_OUT } from "./headlines.ts";

const START = "<!-- eval:start (written by npm run eval) -->";
const END = "<!-- eval:end -->";

/** The README's table of measured numbers; measures that were never taken are left out. */
export function headlineTable(results: Results): string {
  const rows = HEADLINES.flatMap(({ set, measure, label, simplest }) => {
    const found = results.sets[set]?.[measure];
    return found ? [[set, label, simplest, measureText(found)]] : [];
  });
  return table([["set", "measure", "by simple means", "here (95 % interval)"], ...rows]);
}

/** What the fitted models reach in sample against held out, a column for each way to hold out; "" where not measured. */
export function heldOutTable(results: Results): string {
  const measures = results.sets[HELD_OUT];
  if (measures === undefined) return "";
  const last = `, ${WAYS[0]}`;
  const names = Object.keys(measures).flatMap((name) =>
    name.endsWith(last) ? name.slice(0, -last.length) : [],
  );
  const cell = (name: string, way: string) => measures[`${name}, ${way}`]?.value.toFixed(3) ?? "";
  return table([
    ["fitted models", ...WAYS],
    ...names.map((name) => [name, ...WAYS.map((way) => cell(name, way))]),
  ]);
}

/** All that stands in the README between the marks. */
export const measuredText = (results: Results): string =>
  [headlineTable(results), heldOutTable(results)].filter((part) => part !== "").join("\n\n");

/** A text with what stands between the marks replaced. Throws when the marks are not there. */
export function withRegion(text: string, content: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start)
    throw new Error(`README.md has no lines "${START}" and "${END}"`);
  return `${text.slice(0, start + START.length)}\n\n${content}\n\n${text.slice(end)}`;
}

/** Writes the measured numbers into the README. */
export function updateReadme(results: Results, path = "README.md"): void {
  writeFileSync(path, withRegion(readFileSync(path, "utf8"), measuredText(results)));
}
