import type { Part } from "./compose.ts";
import { BULLET, glueBetween, isTyped, LARGER, layoutOf, type Layout } from "./pdf-breaks.ts";
import type { LinedPage } from "./pdf-furniture.ts";
import { hyphensOf, type Hyphens } from "./pdf-hyphens.ts";
import { readsAsHeading } from "./pdf-heading-words.ts";
import type { Line } from "./pdf-lines.ts";

const LONGEST_HEADING = 120;
/** Type this much larger than the body's is the title's. */
const MUCH_LARGER = 1.5;

type Run = { lines: Line[]; glue: string };

/**
 * The lines of a document as parts of its text: lines that the edge of the page broke are joined by a space, lists,
 * tables and headings keep their lines, wider gaps become blank lines. Lines that stand alone in larger or other
 * type are headings.
 */
export function paragraphsOf(pages: readonly LinedPage[]): Part[] {
  const lines = pages.flatMap((page) => page.lines);
  const layout = layoutOf(lines);
  const hyphens = hyphensOf(lines.map(({ text }) => text));
  const runs: Run[] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    const glue = run ? glueBetween(run.lines, line, layout) : "";
    if (run && glue === " ") run.lines.push(line);
    else runs.push({ lines: [line], glue });
  }
  return runs.flatMap((run, i) => partsOf(run, runs[i + 1]?.glue ?? "\n\n", layout, hyphens));
}

/** A run that goes on over pages is a part for each page, so that pages can be told. */
function partsOf({ lines, glue }: Run, next: string, layout: Layout, hyphens: Hyphens): Part[] {
  const heading = glue !== "\n" && next !== "\n" ? headingLevel(lines, layout) : null;
  const parts: Part[] = [];
  for (const { text, page } of lines) {
    const last = parts.at(-1);
    const joined = last ? hyphens(last.text, text) : null;
    if (!last) parts.push({ text, glue: glue || "\n\n", page });
    else if (last.page === page) last.text = joined ?? `${last.text} ${text}`;
    else if (joined === null) parts.push({ text, glue: " ", page });
    else {
      last.text = joined.slice(0, joined.length - text.length);
      parts.push({ text, glue: "", page });
    }
  }
  return heading === null || parts.length > 1 ? parts : [{ ...parts[0]!, heading }];
}

function headingLevel(lines: readonly Line[], layout: Layout): number | null {
  const text = lines.map((line) => line.text).join(" ");
  const isShort = lines.length <= 2 && text.length <= LONGEST_HEADING;
  if (!isShort || !readsAsHeading(text)) return null;
  if (BULLET.test(text) || !lines.every((line) => isTyped(line, layout))) return null;
  const size = Math.max(...lines.map((line) => line.size)) / layout.size;
  if (size >= MUCH_LARGER) return 1;
  return size >= LARGER ? 2 : 3;
}
