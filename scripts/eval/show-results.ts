import { changes, measureText, type Change, type Results } from "../../src/evaluation/results.ts";
import { table } from "../../src/evaluation/table.ts";

/** Every measure of the sets, as a table each. */
export const resultTables = (results: Results): string =>
  Object.entries(results.sets)
    .map(([set, measures]) => {
      const rows = Object.entries(measures).map(([name, m]) => [name, measureText(m), `${m.n}`]);
      return `\n${set}\n${table([["measure", "value (95 % interval)", "cases"], ...rows])}`;
    })
    .join("\n");

const shown = (value: number): string => value.toFixed(3);

type Moved = Change & { before: number; after: number };

const isMoved = (change: Change): change is Moved =>
  change.before !== undefined && change.after !== undefined;

/** One arrow for what moved, two for what moved beyond the interval that it had. */
const arrow = ({ before, after, beyond }: Moved): string =>
  (after > before ? "↑" : "↓").repeat(beyond ? 2 : 1);

function changeRow(change: Moved): string[] {
  const { set, name, before, after } = change;
  const sign = after > before ? "+" : "";
  return [arrow(change), set, name, shown(before), shown(after), sign + shown(after - before)];
}

function movedTable(moved: readonly Moved[]): string {
  const rows = moved.toSorted((a, b) => Number(b.beyond) - Number(a.beyond)).map(changeRow);
  const key = "↑↑ and ↓↓: beyond the 95 % interval that it had";
  const heading = ["", "set", "measure", "before", "now", "change"];
  return `\nChanged against the committed results (${key}):\n${table([heading, ...rows])}`;
}

/** What changed against earlier results, what moved beyond its interval first; or that nothing did. */
export function changeTable(before: Results | undefined, after: Results): string {
  if (before === undefined) return "\nThere were no earlier results.";
  const all = changes(before, after);
  const moved = all.filter(isMoved);
  const added = all.filter((change) => change.before === undefined).length;
  const gone = all.filter((change) => change.after === undefined).length;
  const counts = added + gone > 0 ? `\n${added} measures are new, ${gone} are gone.` : "";
  const nothing = "\nNothing changed against the committed results.";
  return (moved.length > 0 ? movedTable(moved) : nothing) + counts;
}
