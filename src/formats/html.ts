import { parse } from "parse5";
import { compose, type Composed, type Part } from "./compose.ts";
import { attribute, hiddenLength, isElement, isLeftOut, mainContent } from "./html-content.ts";
import type { HtmlElement, HtmlNode } from "./html-content.ts";

/** Elements that begin and end a line; all others, unknown ones too, stand in it (HTML standard, 15.3). */
const BLOCKS = new Set(
  "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section summary table td th tr ul xmp".split(
    " ",
  ),
);
/** The number of an item, in a cell of its own, goes with the next cell's words: "4. Police Report". */
const NUMBER = /^\(?\d{1,3}(?:\.\d{1,3})*[.)]$/;
const HEADING = /^h([1-6])$/;

export type HtmlOptions = {
  /** Whether ordered lists are numbered as the page says; else their items are bullets. */
  numbered: boolean;
};

/**
 * The words of a web page as its reader sees them: a paragraph each between blank lines, list items as `· ` lines,
 * table rows as lines with ` | ` between cells, white space folded as a browser folds it. Where the page marks its
 * main content, that alone. Headings have their level. `notes` tells when the page hides more than it shows.
 */
export function htmlText(
  html: string,
  options: HtmlOptions = { numbered: true },
): Composed & { notes: string[] } {
  const root = parse(html);
  const { nodes, marked } = mainContent(root);
  const parts = partsOf(nodes, marked, options);
  const composed = compose(parts.length > 0 ? parts : partsOf([root], false, options));
  const isMostlyHidden = hiddenLength(root) > composed.text.length;
  return { ...composed, notes: isMostlyHidden ? ["most of the page is hidden and left out"] : [] };
}

function partsOf(nodes: readonly HtmlNode[], marked: boolean, options: HtmlOptions): Part[] {
  const page = writer();
  const mark = marks(options);
  for (const node of nodes) {
    walk(node);
    page.flush();
  }
  return page.parts;

  function walk(node: HtmlNode): void {
    if (node.nodeName === "#text" && "value" in node) return page.write(node.value);
    if (isElement(node)) return isLeftOut(node, marked) ? undefined : element(node);
    if ("childNodes" in node) node.childNodes.forEach(walk);
  }

  function element(node: HtmlElement): void {
    const { tagName } = node;
    if (tagName === "br") return page.breakLine();
    if (!BLOCKS.has(tagName)) return node.childNodes.forEach(walk);
    page.flush();
    if (tagName === "table") return (page.parts.push(...rowsOf(node, marked, options)), undefined);
    if (tagName === "li") page.openItem(mark(node));
    if (tagName === "pre") page.keepSpaces(true);
    node.childNodes.forEach(walk);
    page.flush(Number(HEADING.exec(tagName)?.[1] ?? 0));
    if (tagName === "li") page.openItem(null);
    if (tagName === "pre") page.keepSpaces(false);
  }
}

/** Gathers words until a block ends. */
function writer() {
  const parts: Part[] = [];
  let words = "";
  let mark: string | null = null;
  let afterItem = false;
  let keep = false;
  return {
    parts,
    write(text: string): void {
      words += keep ? text : text.replaceAll(/[ \t\n\r\f]+/g, " ");
    },
    breakLine(): void {
      words += "\n";
    },
    keepSpaces(on: boolean): void {
      keep = on;
    },
    openItem(itemMark: string | null): void {
      mark = itemMark;
    },
    flush(level = 0): void {
      const text = keep ? words.replace(/^\n|\s+$/g, "") : folded(words);
      words = "";
      if (text.replaceAll("\u00a0", "").trim() === "") return;
      const glue = mark !== null && afterItem ? "\n" : "\n\n";
      const heading = level > 0 ? { heading: level } : {};
      parts.push({ text: `${mark ?? ""}${text}`, glue, ...heading });
      afterItem = mark !== null;
      mark = null;
    },
  };
}

function folded(words: string): string {
  return words
    .replaceAll(/ +/g, " ")
    .replaceAll(/ ?\n ?/g, "\n")
    .replace(/^[ \n]+|[ \n]+$/g, "");
}

/** Gives what stands before each list item; asked for the items in order. */
function marks({ numbered }: HtmlOptions): (item: HtmlElement) => string {
  const numbers = new Map<HtmlElement, number>();
  return (item) => {
    const list = item.parentNode;
    if (!numbered || !list || !isElement(list) || !isNumbered(list)) return "· ";
    const start = numbers.get(list) ?? whole(attribute(list, "start"), 1);
    const number = whole(attribute(item, "value"), start);
    numbers.set(list, number + 1);
    return `${number}. `;
  };
}

function isNumbered(list: HtmlElement): boolean {
  if (list.tagName !== "ol" || attribute(list, "reversed") !== undefined) return false;
  const isPlain = !/list-style/i.test(attribute(list, "style") ?? "");
  return isPlain && (attribute(list, "type") ?? "1") === "1";
}

function whole(value: string | undefined, fallback: number): number {
  return value !== undefined && /^\s*-?\d{1,9}\s*$/.test(value) ? Number(value) : fallback;
}

/** The rows of a table; what a cell holds beyond its first paragraph follows as paragraphs. */
function rowsOf(table: HtmlElement, marked: boolean, options: HtmlOptions): Part[] {
  const rows = table.childNodes.flatMap((node) => rowsIn(node));
  return rows.flatMap((row) => {
    if (row.tagName === "caption") return partsOf(row.childNodes, marked, options);
    const cells = row.childNodes.filter((cell) => isElement(cell) && !isLeftOut(cell, marked));
    return rowParts(cells.map((cell) => partsOf([cell], marked, options)));
  });
}

function rowsIn(node: HtmlNode): HtmlElement[] {
  if (!isElement(node)) return [];
  if (node.tagName === "tr" || node.tagName === "caption") return [node];
  return /^t(?:body|head|foot)$/.test(node.tagName) ? node.childNodes.flatMap(rowsIn) : [];
}

function rowParts(cells: Part[][]): Part[] {
  const first = cells.findIndex((cell) => cell.length > 0);
  const last = cells.findLastIndex((cell) => cell.length > 0);
  const row: Part[] = [];
  for (const cell of first < 0 ? [] : cells.slice(first, last + 1)) {
    const [head = { text: "", glue: "" }, ...rest] = cell;
    const before = row.pop();
    row.push(
      before
        ? { ...before, text: `${before.text}${NUMBER.test(before.text) ? " " : " | "}${head.text}` }
        : head,
      ...rest,
    );
  }
  return row;
}
