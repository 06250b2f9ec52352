/** What Markdown reads as more than itself, wherever it stands; an `&` only where it would begin the name of a character. */
const SIGNS = /[\\`*_<>~|$]|&(?=#?\w+;)/g;
/** What it reads so only at the beginning of a line: headings, lists, rules, indented code. */
const OPENING = /^(?:([#=+-])|(\d{1,9})([.)]))/gm;
/** An indent is code, two spaces at the end are a break. */
const EDGES = /^(?:\t| {4,})[ \t]*|[ \t]+(?=\n)|(?<=\n)[ \t]+/g;
/** What many renderers make links of without any sign; a backslash would become part of them. */
const ADDRESSES: [RegExp, string][] = [
  [/:(?=\/\/)/g, "&#58;"],
  [/(?<=www)\./gi, "&#46;"],
  [/@/g, "&#64;"],
];

/**
 * Words as Markdown that shows these very words and nothing else: no emphasis, link, heading or list that the minutes, or
 * whoever wrote into them, could have made. Brackets become character references, because chats take a backslash before one
 * for the beginning of a formula.
 */
export function escapeMarkdown(text: string): string {
  const escaped = text
    .replace(SIGNS, (sign) => (sign === "&" ? "&amp;" : `\\${sign}`))
    .replace(/\[/g, "&#91;")
    .replace(/\]/g, "&#93;")
    .replace(EDGES, "")
    .replace(OPENING, (_, sign?: string, number?: string, end?: string) =>
      sign === undefined ? `${number}\\${end}` : `\\${sign}`,
    );
  return ADDRESSES.reduce((all, [pattern, reference]) => all.replace(pattern, reference), escaped);
}
