import { isHidden } from "../../formats/html-content.ts";
import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";

export type Element = Tree.Element;
type Node = Tree.Node;

const HIDDEN = new Set(
  "script style head noscript template iframe object svg select textarea button".split(" "),
);
const BLOCKS = new Set(
  "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul".split(
    " ",
  ),
);

/** The elements of a page that `wanted` lets through, in the page's order. */
export function elementsOf(html: string): (wanted: (element: Element) => boolean) => Element[] {
  const document = parse(html);
  return (wanted) => elementsIn(document, wanted);
}

/** The same, below a node. */
export function elementsIn(node: Node, wanted: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  for (const child of descendants(node)) if (isElement(child) && wanted(child)) found.push(child);
  return found;
}

export function attribute(element: Element, name: string): string {
  return element.attrs.find((attr) => attr.name === name)?.value ?? "";
}

/** True of an element with the class; the site writes classes in any case. */
export function hasClass(element: Element, name: string): boolean {
  const classes = attribute(element, "class").toLowerCase().split(/\s+/);
  return classes.includes(name.toLowerCase());
}

/** The words of an element on one line. */
export function lineOf(node: Node): string {
  return textOf(node).replaceAll(/\s+/g, " ").trim();
}

/** Stand for the end of a bullet or number and for the edge between cells until the lines are made. */
const MARK = "\u0001";
const CELL = "\u0002";

/** The words of an element, each paragraph, bullet and table row on a line of its own; nothing hidden is among them. */
export function textOf(node: Node): string {
  return written(node, 0)
    .replaceAll(/\u0001\s*/g, " ")
    .replaceAll(/\s*\u0002\s*/g, " | ")
    .split("\n")
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter((line) => line !== "" && !/^(?:•|\(\d+\)|\|)$/.test(line))
    .join("\n");
}

/** The words of a piece of HTML, as `textOf` gives them. */
export function textOfHtml(html: string): string {
  return textOf(parseFragment(html));
}

/** The words of a title, in which HTML is written as text. */
export function plainTitle(html: string): string {
  return lineOf(parseFragment(html));
}

export function isElement(node: Node): node is Element {
  return "tagName" in node;
}

/** Nodes in the page's order. Without recursion, so that deep nesting cannot exhaust the stack. */
function* descendants(node: Node): Generator<Node> {
  const left = childrenOf(node).toReversed();
  for (let next = left.pop(); next; next = left.pop()) {
    yield next;
    left.push(...childrenOf(next).toReversed());
  }
}

function childrenOf(node: Node): Node[] {
  return "childNodes" in node ? node.childNodes : [];
}

/** Deeper elements are left out: no writer nests so deep, and a page that does is meant to do harm. */
const DEEPEST = 200;

function written(node: Node, depth: number): string {
  if ("value" in node && node.nodeName === "#text")
    return node.value.replaceAll(/[\s\u0001\u0002]/g, " ");
  const words = () =>
    childrenOf(node)
      .map((child, i) => markOf(node, child, i) + written(child, depth + 1))
      .join("");
  if (!isElement(node)) return words();
  if (HIDDEN.has(node.tagName) || isHidden(node) || depth > DEEPEST) return "";
  if (node.tagName === "br") return "\n";
  return BLOCKS.has(node.tagName) ? `\n${words()}\n` : words();
}

/** What stands before a child: a bullet or number in lists, an edge between cells. */
function markOf(parent: Node, child: Node, index: number): string {
  const before = () => childrenOf(parent).slice(0, index).filter(isElement);
  if (/^t[dh]$/.test(child.nodeName)) return before().length > 0 ? CELL : "";
  if (child.nodeName !== "li") return "";
  if (parent.nodeName !== "ol" || !isElement(parent)) return `\n•${MARK}`;
  const first = Number.parseInt(attribute(parent, "start"), 10) || 1;
  return `\n(${first + before().length})${MARK}`;
}
