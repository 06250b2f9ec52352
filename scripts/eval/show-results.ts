import { changes, measureText, type Results } from "../../src/evaluation/results.ts";
import { table } from "../../src/evaluation/table.ts";

/** Every measure of the sets, as a table each. */
export const resultTables = (results: Results): string =>
  Object.entries(results.sets)
    .map(([set, measures]) => {
      const rows = Object.entries(measures).map(([name, m]) => [name, measureText(m), `${m.n}`]);
      return `\n${set}\n${table([["measure", "value (95 % interval)", "cases"], ...rows])}`;
    })
    .join("\n");

const shown = (value: number | undefined): string => value?.toFixed(3) ?? "none";

/** What changed against earlier results, or that nothing did. */
export function changeTable(before: Results | undefined, after: Results): string {
  if (before === undefined) return "\nThere were no earlier results.";
  const rows = changes(before, after).map((change) => {
    const by = (change.after ?? 0) - (change.before ?? 0);
    const sign = by > 0 ? "+" : "";
    return [change.set, change.name, shown(change.before), shown(change.after), sign + shown(by)];
  });
  if (rows.length === 0) return "\nNothing changed against eval/results.json.";
  const heading = ["set", "measure", "before", "now", "change"];
  return `\nChanged against eval/results.json:\n${table([heading, ...rows])}`;
}
