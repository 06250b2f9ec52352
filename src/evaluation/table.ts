const cells = (row: readonly string[], widths: readonly number[]): string =>
  `| ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join(" | ")} |`;

/** A Markdown table with aligned columns, readable as plain text too. The first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...body] = rows;
  const widths = heading.map((_, index) =>
    Math.max(3, ...rows.map((row) => (row[index] ?? "").length)),
  );
  const rule = widths.map((width) => "-".repeat(width));
  return [heading, rule, ...body].map((row) => cells(row, widths)).join("\n");
}
