/** Joins the two parts of a word that the end of a line cut. */
export type Hyphens = (before: string, after: string) => string | null;

const CUT = /(\p{L}+)[-\u2010\u00ad]$/u;
const REST = /^(\p{Ll}+)/u;

/**
 * Learns the words of a document, to tell a word that was cut at a line's end from one with a hyphen of its own.
 * What it gives joins two lines, or is null where the first does not end in a cut word. The hyphen goes where the
 * whole word stands elsewhere in the document, or where the first part is no word of it; else it stays.
 */
export function hyphensOf(lines: readonly string[]): Hyphens {
  const known = new Set<string>();
  for (const line of lines) {
    const whole = line.replace(CUT, "").toLowerCase();
    for (const [word] of whole.matchAll(/\p{L}+(?:-\p{L}+)*/gu)) known.add(word);
  }
  return (before, after) => {
    const first = CUT.exec(before)?.[1];
    const rest = REST.exec(after)?.[1];
    if (!first || !rest) return null;
    const kept = before.endsWith("\u00ad") ? false : isOwn(first, rest, known);
    return `${kept ? before : before.slice(0, -1)}${after}`;
  };
}

function isOwn(first: string, rest: string, known: Set<string>): boolean {
  const [a, b] = [first.toLowerCase(), rest.toLowerCase()];
  if (known.has(`${a}-${b}`)) return true;
  return !known.has(a + b) && known.has(a);
}
