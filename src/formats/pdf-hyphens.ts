/** Joins the two parts of a word that the end of a line cut. */
export type Hyphens = (before: string, after: string) => string | null;

const CUT = /(\p{L}+)[-\u2010\u00ad]$/u;
const REST = /^\p{L}+/u;
/** First parts that keep their hyphen in English unless the document writes the word without. */
const OWN =
  /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|self|non|cross|vice|semi|multi|half|well)$/;

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
    if (/\d-$/.test(before) && /^\d/.test(after)) return before + after;
    const first = CUT.exec(before)?.[1]?.toLowerCase();
    const rest = REST.exec(after)?.[0];
    if (!first || !rest) return null;
    const hyphen = before.endsWith("\u00ad") ? "goes" : fateOf(first, rest, known);
    if (hyphen === "unknown") return null;
    return (hyphen === "stays" ? before : before.slice(0, -1)) + after;
  };
}

/** Before a capital, a hyphen that the document does not have elsewhere may be a dash. */
function fateOf(first: string, rest: string, known: Set<string>): "stays" | "goes" | "unknown" {
  if (known.has(`${first}-${rest.toLowerCase()}`)) return "stays";
  if (/^\p{Lu}/u.test(rest)) return "unknown";
  if (known.has(first + rest)) return "goes";
  return known.has(first) || OWN.test(first) ? "stays" : "goes";
}
